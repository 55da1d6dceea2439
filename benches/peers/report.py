"""What was measured, as text."""

import statistics

TITLES = {
    "ours": "**gradshader**",
    "burn-wgpu": "Burn, wgpu (WGSL)",
    "meganeura": "meganeura",
    "tinygrad": "tinygrad, WebGPU",
    "tfjs": "TensorFlow.js, WebGPU",
    "ours-cpu": "**gradshader**, CPU",
    "torch": "PyTorch, eager",
    "torch-compile": "PyTorch, `torch.compile`",
    "burn-flex": "Burn, Flex",
    "sklearn": "scikit-learn (last layer linear)",
    "torch-cuda": "PyTorch CUDA, eager",
    "torch-cuda-graph": "PyTorch CUDA, CUDA graph",
}


def summary(answers):
    """The median over the rounds and their extremes, or why there is none."""
    if not answers:
        return {"none": "not run"}
    for answer in answers:
        if "rates" not in answer:
            return answer
    medians = [statistics.median(answer["rates"]) for answer in answers]
    result = {"samples_per_second": statistics.median(medians), "rounds": medians}
    for key in ("setup_seconds", "steps", "how"):
        if key in answers[0]:
            result[key] = answers[0][key]
    return result


def markdown(report):
    def table(header, rows, align="---:"):
        lines = [header, ["---"] + [align] * (len(header) - 1), *rows]
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)

    def short(cell):
        if "samples_per_second" in cell:
            value = cell["samples_per_second"]
            return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
        if "none" in cell:
            return "-" if cell["none"].startswith("not tried") else cell["none"]
        return "-" if "unsupported" in cell else "failed"

    def ratio(mine, other):
        if "samples_per_second" not in mine or "samples_per_second" not in other:
            return "-"
        return f"{mine['samples_per_second'] / other['samples_per_second']:.3g}"

    cases = report["cases"]
    peers = report["peers"]
    machine = report["machine"]
    parts = [
        "# Peers\n",
        f"{report['date']}, {machine['cpu']}, {machine['cores']} cores; commit {report['commit']}; "
        f"`{report['command']}`. Medians of {report['rounds']} rounds, all in one run. "
        + ("" if report["checked"] else "The losses were NOT checked. ")
        + "A step is forward, loss, backward and update, sigmoid on every layer, f32.\n",
        "Samples a second (all members together):\n",
    ]
    rows = []
    for who, peer in peers.items():
        row = [short(peer["cells"][case]) for case in cases]
        rows.append([TITLES[who], *row])
    for who in report["absent"]:
        rows.append([TITLES[who], *["not here: no NVIDIA adapter"] * len(cases)])
    parts.append(table(["", *cases], rows) + "\n")

    for mine, groups, title in (
        ("ours", ("adapter", "cuda"), "gradshader on the adapter / peer (more than 1: gradshader is faster):"),
        ("ours-cpu", ("cpu",), "gradshader on the CPU / peer on the CPU:"),
        ("ours", ("cpu",), "gradshader on the adapter / peer on the CPU:"),
    ):
        if mine not in peers:
            continue
        rows = []
        others = [who for who, peer in peers.items() if peer["group"] in groups and not who.startswith("ours")]
        for who in others:
            row = [ratio(peers[mine]["cells"][case], peers[who]["cells"][case]) for case in cases]
            rows.append([TITLES[who], *row])
        if not rows:
            continue
        best = []
        for case in cases:
            rated = [peers[who]["cells"][case] for who in others]
            rated = [cell for cell in rated if "samples_per_second" in cell]
            top = max(rated, key=lambda cell: cell["samples_per_second"], default={})
            best.append(ratio(peers[mine]["cells"][case], top))
        rows.append(["best peer", *best])
        parts.append(title + "\n\n" + table(["", *cases], rows) + "\n")

    rows = []
    for who, peer in peers.items():
        rows.append([TITLES[who], *(str(peer["about"].get(key, "-")) for key in ("version", "device", "driver"))])
    parts.append(table(["", "version", "device", "driver"], rows, "---") + "\n")
    messages = []
    for who, peer in peers.items():
        for case, cell in peer["cells"].items():
            text = cell.get("error") or cell.get("unsupported") or cell.get("none")
            if text:
                messages.append(f"- {TITLES[who]}, {case}: {text}")
    if messages:
        parts.append("No figure:\n\n" + "\n".join(messages) + "\n")
    return "\n".join(parts)
