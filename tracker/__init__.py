"""What we conclude from what sources said, and the shells around it: pipeline, scheduler, command line, pages."""
