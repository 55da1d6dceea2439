//! Configurations that cannot be, each with what is said of it.

/// Configurations, each a file that `train --config` is given.
pub(crate) const ALL: &[(&str, &str)] = &[
    (
        "epochs = ",
        "run.toml, row 1: the configuration is wrong: string values must be quoted, expected litera",
    ),
    ("epochs 3", "run.toml, row 1: the configuration is wrong: key with no value, expected `=`"),
    (
        "= 3",
        "run.toml, row 1: the configuration is wrong: unquoted keys cannot be empty, expected lette",
    ),
    ("[recipe", "run.toml, row 1: the configuration is wrong: unclosed table, expected `]`"),
    ("epochs = 3\nepochs = 4", "run.toml, row 2: the configuration is wrong: duplicate key"),
    (
        "epoch = 3",
        "run.toml, row 1: the configuration is wrong: there is no key \"epoch\"; did you mean epochs?",
    ),
    (
        "epochs = -1",
        "run.toml, row 1: the configuration is wrong: invalid value: integer `-1`, expected u32",
    ),
    (
        "epochs = 1.5",
        "run.toml, row 1: the configuration is wrong: invalid type: floating point `1.5`, expected",
    ),
    (
        "epochs = 'many'",
        "run.toml, row 1: the configuration is wrong: invalid type: string \"many\", expected u32",
    ),
    (
        "epochs = 99999999999999999999",
        "run.toml, row 1: the configuration is wrong: invalid type: integer `99999999999999999999`",
    ),
    (
        "epochs = [1]",
        "run.toml, row 1: the configuration is wrong: invalid type: sequence, expected u32",
    ),
    (
        "batch = true",
        "run.toml, row 1: the configuration is wrong: invalid type: boolean `true`, expected usize",
    ),
    ("hidden = 'wide'", "run.toml, row 1: the configuration is wrong: \"wide\" is no width"),
    (
        "hidden = [8, -1]",
        "run.toml, row 1: the configuration is wrong: expected one value or a list of values of the",
    ),
    ("hidden = [8, 'x']", "run.toml, row 1: the configuration is wrong: \"x\" is no width"),
    (
        "hidden = { a = 1 }",
        "run.toml, row 1: the configuration is wrong: expected one value or a list of values of the",
    ),
    (
        "activation = 'wave'",
        "run.toml, row 1: the configuration is wrong: there is no activation \"wave\"",
    ),
    (
        "activation = 3",
        "run.toml, row 1: the configuration is wrong: invalid type: integer `3`, expected a string",
    ),
    (
        "learning-rate = 'fast'",
        "run.toml, row 1: the configuration is wrong: expected one value or a list of values of the",
    ),
    ("learning-rate = nan", "--learning-rate NaN is no step size"),
    ("learning-rate = -1.0", "--learning-rate -1 is no step size"),
    ("learning-rate = [0.1, 0.2]", "2 learning rates for 1 members"),
    (
        "optimizer = 'adm'",
        "run.toml, row 1: the configuration is wrong: there is no optimizer \"adm\"; use adam; there are",
    ),
    (
        "[recipe]\noptimizer = 'adm'",
        "run.toml, row 2: the configuration is wrong: there is no optimizer \"adm\"; use adam; there are",
    ),
    (
        "[recipe]\nmomentun = 1",
        "run.toml, row 2: the configuration is wrong: unknown field `momentun`, expected one of `lo",
    ),
    (
        "[recipes]\nmomentum = 1",
        "run.toml, row 1: the configuration is wrong: there is no key \"recipes\"; --print-config shows all",
    ),
    (
        "recipe = 3",
        "run.toml, row 1: the configuration is wrong: invalid type: integer `3`, expected struct Re",
    ),
    (
        "header = 'maybe'",
        "run.toml, row 1: the configuration is wrong: unknown variant `maybe`, expected one of `yes",
    ),
    ("separator = 'ab'", "\"ab\" is no separator"),
    (
        "quiet = 'yes'",
        "run.toml, row 1: the configuration is wrong: invalid type: string \"yes\", expected a boolea",
    ),
    (
        "data = 3",
        "run.toml, row 1: the configuration is wrong: expected one value or a list of values of the",
    ),
    ("model = 'nowhere/m.st'", "nowhere/m.st: there is no folder nowhere"),
    (
        "dropout = 2.0",
        "run.toml, row 1: the configuration is wrong: invalid type: floating point `2.0`, expected",
    ),
    (
        "schedule = 'spiral'",
        "run.toml, row 1: the configuration is wrong: there is no schedule \"spiral\"",
    ),
    (
        "keep = 'all'",
        "run.toml, row 1: the configuration is wrong: unknown variant `all`, expected `best` or `la",
    ),
    ("target-metric = 'x'", "run.toml, row 1: the configuration is wrong: \"x\" is no target"),
    ("checkpoint-every = '3 hours'", "\"3 hours\" is no interval, which --checkpoint-every says"),
    (
        "on-divergence = 'hope'",
        "run.toml, row 1: the configuration is wrong: unknown variant `hope`, expected one of `stop",
    ),
    (
        "epochs = 3 \u{7}",
        "run.toml, row 1: the configuration is wrong: string values must be quoted, expected litera",
    ),
    (
        "\u{feff}\u{feff}epochs = 3",
        "run.toml, row 1: the configuration is wrong: invalid unquoted key, expected letters, numbe",
    ),
    (
        "a = \"\\q\"",
        "run.toml, row 1: the configuration is wrong: missing escaped value, expected `b`, `e`, `f`",
    ),
    (
        "a = '''",
        "run.toml, row 1: the configuration is wrong: invalid multi-line literal string, expected `",
    ),
    (
        "config = 'run.toml'",
        "run.toml, row 1: the configuration is wrong: \"config\" is for the command line alone; give --config there",
    ),
];
