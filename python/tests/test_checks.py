"""scikit-learn's own checks, all of them, with no expected failures."""

import os

from sklearn.utils.estimator_checks import parametrize_with_checks

from gradshader import GradshaderClassifier, GradshaderRegressor

DEVICE = os.environ.get("GRADSHADER_TEST_DEVICE", "auto")


@parametrize_with_checks(
    [GradshaderClassifier(device=DEVICE), GradshaderRegressor(device=DEVICE)]
)
def test_checks_of_scikit_learn(estimator, check):
    check(estimator)
