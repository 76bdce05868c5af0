"""What the benchmark measures Onestep against: trials of figure 1a as the published algorithm does them, in numpy.

Every network and every Hermite model is trained and tested by itself: nothing that two of them could share is kept, and
the ridge system is always k by k. The data are drawn once, before the clock starts; first layers are drawn in the time
of their trial. How many threads multiply is for the caller to say (OPENBLAS_NUM_THREADS).

    fig1a_numpy.py RATIOS N TRIALS     for example: fig1a_numpy.py 0.5,1,3 400 1

prints JSON: the seconds of a trial at each width k/m, and the mean generalization errors, to see that it computes the same.
"""

import json
import sys
import time

import numpy as np
from numpy.polynomial import hermite_e

ALPHA, BETA, LAMBDA, DEGREE = 0.5, 0.74, 1e-4, 3
TEST_FACTOR = 5


def relu(u):
    return np.maximum(u, 0.0)


def relu_slope(u):
    return (u > 0).astype(float)


def tanh_slope(u):
    return 1.0 - np.tanh(u) ** 2


def sigmoid(u):
    return 1.0 / (1.0 + np.exp(-u))


def sigmoid_slope(u):
    s = sigmoid(u)
    return s * (1.0 - s)


FUNCTIONS = [("relu", relu, relu_slope), ("tanh", np.tanh, tanh_slope), ("sigmoid", sigmoid, sigmoid_slope)]


class Mixture:
    """Two balanced components N(0, I + theta g g^T), labels relu(xi^T x)."""

    def __init__(self, n, rng):
        self.n, self.rng = n, rng
        self.theta = n ** (BETA * (1 - ALPHA))
        self.trace = n + self.theta
        self.spikes = []
        for _ in range(2):
            direction = rng.standard_normal(n)
            self.spikes.append(direction / np.linalg.norm(direction))
        mean_covariance = np.eye(n)
        for g in self.spikes:
            mean_covariance += 0.5 * self.theta * np.outer(g, g)
        xi = rng.standard_normal(n)
        self.xi = xi / (np.linalg.norm(xi) * np.sqrt(np.linalg.norm(mean_covariance, 2)))

    def sample(self, count):
        stretch = np.sqrt(1 + self.theta) - 1
        x = self.rng.standard_normal((count, self.n))
        half = count // 2
        for rows, g in ((x[:half], self.spikes[0]), (x[half:], self.spikes[1])):
            rows += stretch * np.outer(rows @ g, g)
        return x, relu(x @ self.xi)


def hermite_features(function, scale, rng):
    """The polynomial of the activation's first Hermite coefficients, with noise for what it leaves out."""
    nodes, weights = hermite_e.hermegauss(100)
    weights = weights / weights.sum()
    values = function(scale * nodes)
    basis = hermite_e.hermevander(nodes, DEGREE)
    norms = np.cumprod([1.0] + list(range(1, DEGREE + 1)))
    coefficients = (weights * values) @ basis / norms
    rest = weights @ values**2 - norms @ coefficients**2
    deviation = np.sqrt(max(rest, 0.0))

    def features(u):
        return hermite_e.hermeval(u / scale, coefficients) + deviation * rng.standard_normal(u.shape)

    return features


def one_step(first_layer, second_layer, x, y, function, slope, rate):
    root_k = np.sqrt(len(second_layer))
    u = first_layer @ x.T
    residual = y - second_layer @ function(u) / root_k
    gradient = (np.outer(second_layer / root_k, residual) * slope(u)) @ x / len(y)
    return first_layer + rate * gradient


def generalization_error(first_layer, features, train, test):
    k, m = len(first_layer), len(train[1])
    phi = features(first_layer @ train[0].T) / np.sqrt(k)
    phi_test = features(first_layer @ test[0].T) / np.sqrt(k)
    readout = np.linalg.solve(phi @ phi.T + LAMBDA * m * np.eye(k), phi @ train[1])
    np.mean((train[1] - readout @ phi) ** 2)  # the training error, which a trial has too
    return 0.5 * np.mean((test[1] - readout @ phi_test) ** 2)


def trial(k, mixture, first, train, test, rng):
    layer = rng.standard_normal((k, mixture.n)) / np.sqrt(mixture.trace)
    readout = rng.standard_normal(k) / np.sqrt(k)
    rate = mixture.n ** (ALPHA * BETA)
    scale = np.sqrt(mixture.n / mixture.trace)
    errors = {}
    for name, function, slope in FUNCTIONS:
        for model, features in (("network", function), ("hermite", hermite_features(function, scale, rng))):
            trained = one_step(layer, readout, first[0], first[1], function, slope, rate)
            errors[f"{name} {model}"] = generalization_error(trained, features, train, test)
    return errors


def main():
    ratios, n, trials = sys.argv[1].split(","), int(sys.argv[2]), int(sys.argv[3])
    rng = np.random.default_rng(1)
    mixture = Mixture(n, rng)
    first, train, test = (mixture.sample(count) for count in (n, n, TEST_FACTOR * n))
    trial(max(n // 10, 1), mixture, first, train, test, rng)  # warms up
    seconds, errors = {}, {}
    for ratio in ratios:
        start = time.perf_counter()
        results = [trial(int(float(ratio) * n), mixture, first, train, test, rng) for _ in range(trials)]
        seconds[ratio] = (time.perf_counter() - start) / trials
        errors[ratio] = {key: float(np.mean([r[key] for r in results])) for key in results[0]}
    print(json.dumps({"seconds": seconds, "errors": errors}))


if __name__ == "__main__":
    main()
