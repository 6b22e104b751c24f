"""The Datasette plugin: hook functions, thin; routes and pages stand in the modules beside this."""
