"""Neural networks for tables and small images, trained on any GPU or the CPU, every number checked."""

from gradshader._estimators import GradshaderClassifier, GradshaderRegressor
from gradshader._gradshader import DeviceError, VerificationError, __version__, devices
from gradshader._teaching import Network, Trainer
from gradshader._verify import verify

__all__ = [
    "DeviceError",
    "GradshaderClassifier",
    "GradshaderRegressor",
    "Network",
    "Trainer",
    "VerificationError",
    "__version__",
    "devices",
    "verify",
]
