"""Neural networks for tables and small images, trained on any GPU or the CPU, every number checked."""

from gradshader._estimators import GradshaderClassifier, GradshaderRegressor
from gradshader._gradshader import DeviceError, VerificationError, __version__

__all__ = [
    "DeviceError",
    "GradshaderClassifier",
    "GradshaderRegressor",
    "VerificationError",
    "__version__",
]
