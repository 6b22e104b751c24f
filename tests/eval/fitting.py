"""Fits sums of weights: logistic regression with an L2 penalty and signs that weights may have, the same at every run."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from threadpoolctl import threadpool_limits


@dataclass(frozen=True)
class Penalty:
    """l2: strength of the squared penalty; l1: of the absolute one, which leaves weights out; both in units of one item's loss."""

    l2: float
    l1: float = 0.0


def fit_binary(x, y, signs, penalty, importance=None):
    """(bias, weights) that minimise the logistic loss; weights keep the sign (+1, -1, or 0 for any) of `signs`."""
    importance = np.ones(len(y)) if importance is None else importance
    target = np.where(y, 1.0, -1.0)

    def loss(point):
        odds = target * (x @ point[1:] + point[0])
        slope = -importance * target / (1 + np.exp(np.clip(odds, -500, 500)))
        price = penalty.l2 / 2 * point[1:] @ point[1:] + penalty.l1 * (signs * point[1:]).sum()
        value = (importance * np.logaddexp(0, -odds)).sum() + price
        return value, np.concatenate([[slope.sum()], x.T @ slope + penalty.l2 * point[1:] + penalty.l1 * signs])

    bounds = [(None, None)] + [(0, None) if sign > 0 else (None, 0) if sign < 0 else (None, None) for sign in signs]
    point = least(loss, np.zeros(x.shape[1] + 1), bounds)
    return float(point[0]), point[1:]


def fit_classes(x, y, count, penalty, importance=None):
    """(biases, weights) of a multinomial logistic regression over `count` classes: shapes (count,) and (count, features)."""
    importance = np.ones(len(y)) if importance is None else importance
    width = x.shape[1] + 1
    ones = np.hstack([np.ones((len(x), 1)), x])
    truth = np.eye(count)[y]

    def loss(point):
        weights = point.reshape(count, width)
        odds = ones @ weights.T
        top = odds.max(axis=1, keepdims=True)
        share = np.exp(odds - top)
        total = share.sum(axis=1, keepdims=True)
        value = (importance * (np.log(total[:, 0]) + top[:, 0] - odds[np.arange(len(y)), y])).sum()
        slope = (importance[:, None] * (share / total - truth)).T @ ones
        kept = weights.copy()
        kept[:, 0] *= 0.02
        return value + penalty.l2 / 2 * (kept * weights).sum(), (slope + penalty.l2 * kept).ravel()

    point = least(loss, np.zeros(count * width)).reshape(count, width)
    return point[:, 0], point[:, 1:]


def least(loss, start, bounds=None):
    """Where a loss is least; on one thread, which is the quicker for matrices this small, and the same on every machine."""
    with threadpool_limits(1):
        return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 1000}).x


def folds_of(groups, count):
    """The fold of each item, 0 to count - 1: items of one group in one fold, groups dealt out by size and then by name."""
    sizes = {}
    for group in groups:
        sizes[group] = sizes.get(group, 0) + 1
    load = [0] * count
    fold = {}
    for group in sorted(sizes, key=lambda group: (-sizes[group], group)):
        fold[group] = load.index(min(load))
        load[fold[group]] += sizes[group]
    return np.array([fold[group] for group in groups])
