"""Who is measured, where it is installed, and what it runs with."""

import glob
import os
import platform
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FOLDER = os.path.abspath(os.environ.get("PEERS_DIR", os.path.join(ROOT, "target", "peers")))
VENV = os.path.join(FOLDER, "venv", "bin", "python")
PYTHON = os.environ.get("PEERS_PYTHON", VENV)
NODE = os.path.join(FOLDER, "node")
RUST = os.path.join(FOLDER, "rust")
GRADSHADER = os.path.join(ROOT, "target", "release", "gradshader")
LAVAPIPE = "/usr/share/vulkan/icd.d/lvp_icd*.json"


def python(program, *arguments):
    return [PYTHON, os.path.join(HERE, "python", program), *arguments]


# What holds libraries to narrower vectors than the processor has: ours, PyTorch's own kernels, oneDNN's,
# MKL's (which may take no notice on processors of others) and OpenBLAS's, which NumPy has.
VECTORS = {
    "avx2": {
        "GRADSHADER_VECTORS": "avx2",
        "ATEN_CPU_CAPABILITY": "avx2",
        "ONEDNN_MAX_CPU_ISA": "AVX2",
        "DNNL_MAX_CPU_ISA": "AVX2",
        "MKL_ENABLE_INSTRUCTIONS": "AVX2",
        "OPENBLAS_CORETYPE": "Haswell",
    },
}
# Name, group, what it needs, command. Of a group the ratios are formed.
PEERS = [
    ("ours", "adapter", "gradshader", None),
    ("burn-wgpu", "adapter", "burn", [os.path.join(RUST, "release", "peer-burn"), "wgpu"]),
    ("meganeura", "adapter", "meganeura", [os.path.join(RUST, "release", "peer-meganeura")]),
    ("tinygrad", "adapter", "python", python("tinygrad_peer.py")),
    ("tfjs", "adapter", "node", ["node", os.path.join(HERE, "js", "tfjs.mjs")]),
    ("ours-cpu", "cpu", "gradshader", None),
    ("torch", "cpu", "python", python("torch_peer.py", "eager")),
    ("torch-compile", "cpu", "python", python("torch_peer.py", "compile")),
    ("burn-flex", "cpu", "burn", [os.path.join(RUST, "release", "peer-burn"), "flex"]),
    ("sklearn", "cpu", "python", python("sklearn_peer.py")),
    ("torch-cuda", "cuda", "python", python("torch_peer.py", "cuda")),
    ("torch-cuda-graph", "cuda", "python", python("torch_peer.py", "cuda-graph")),
]


def note(text):
    print(text, file=sys.stderr, flush=True)


def output(command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=True, **options).stdout


def attempt(command):
    try:
        return output(command).strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def install(needs):
    """Builds and installs what is needed; what fails is returned with its last line."""

    def python_packages():
        if PYTHON != VENV:
            return
        if not os.path.exists(VENV):
            output([sys.executable, "-m", "venv", os.path.dirname(os.path.dirname(VENV))])
        output([VENV, "-m", "pip", "install", "-q", "-r", os.path.join(HERE, "python", "requirements.txt")])

    def node_packages():
        os.makedirs(NODE, exist_ok=True)
        for file in ("package.json", "package-lock.json"):
            shutil.copy(os.path.join(HERE, "js", file), NODE)
        output(["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=NODE)

    def cargo(folder, target, *arguments):
        environment = {**os.environ, "CARGO_TARGET_DIR": target}
        output(["cargo", "build", "--release", "--locked", *arguments], cwd=folder, env=environment)

    ways = {
        "gradshader": lambda: cargo(ROOT, os.path.join(ROOT, "target")),
        "python": python_packages,
        "node": node_packages,
        "meganeura": lambda: cargo(os.path.join(HERE, "rust"), RUST, "-p", "peer-meganeura"),
        "burn": lambda: cargo(os.path.join(HERE, "rust"), RUST, "-p", "peer-burn"),
    }
    os.makedirs(FOLDER, exist_ok=True)
    failures = {}
    for need in ways:
        if need in needs:
            note(f"installing: {need}")
            try:
                ways[need]()
            except (OSError, subprocess.CalledProcessError) as error:
                text = getattr(error, "stderr", None) or str(error)
                failures[need] = "not installed: " + last_line(text)
                note(failures[need])
    return failures


def last_line(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:300] if lines else "nothing said"


def environment(adapter, vectors):
    # What `torch.compile` made once need not be made in every run. Vector sets must not share it
    # (findings/torch-compile-cache-half-of-a-sum.sh).
    inductor = os.path.join(FOLDER, f"inductor-{vectors or 'widest'}")
    result = dict(os.environ, PEERS_NODE_MODULES=NODE, TORCHINDUCTOR_CACHE_DIR=inductor)
    # Set on some machines for old builds of OpenBLAS; it slows current ones.
    for variable in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
        result.pop(variable, None)
    if adapter == "lavapipe":
        # The Vulkan loader then shows no other adapter to any of them.
        result["VK_DRIVER_FILES"] = result["VK_ICD_FILENAMES"] = ":".join(sorted(glob.glob(LAVAPIPE)))
    if "WEBGPU_PATH" not in result and os.path.exists(PYTHON):
        found = "import os, pydawn; print(os.path.dirname(pydawn.__file__))"
        folder = attempt([PYTHON, "-c", found])
        machine = platform.machine().replace("arm64", "aarch64")
        if folder:
            result["WEBGPU_PATH"] = os.path.join(folder, "lib", f"libwebgpu_dawn_{machine}.so")
    return result
