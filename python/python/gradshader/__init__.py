"""Neural networks for tables and small images, trained on any GPU or the CPU, every number checked."""

from gradshader._classifier import GradshaderClassifier
from gradshader._gradshader import DeviceError, VerificationError, __version__, devices
from gradshader._load import load
from gradshader._many import cross_validate, ensemble, sweep
from gradshader._regressor import GradshaderRegressor
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
    "cross_validate",
    "devices",
    "ensemble",
    "load",
    "sweep",
    "verify",
]
