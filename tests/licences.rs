//! Every dependency, on every platform, has a licence that `deny.toml` allows.

use std::collections::BTreeSet;
use std::process::Command;

use spdx::{Expression, ParseMode};

/// `license` of a package is an SPDX expression; old ones write `/` for `OR`.
fn is_allowed(license: &str, allowed: &BTreeSet<String>) -> bool {
    let expression = Expression::parse_mode(license, ParseMode::LAX);
    expression.is_ok_and(|expression| {
        expression.evaluate(|requirement| allowed.contains(&requirement.to_string()))
    })
}

#[test]
fn every_dependency_has_a_licence_that_is_allowed() {
    let root = env!("CARGO_MANIFEST_DIR");
    let rules = std::fs::read_to_string(format!("{root}/deny.toml")).unwrap();
    let rules: toml::Table = rules.parse().unwrap();
    let allowed = rules["licenses"]["allow"].as_array().unwrap();
    let allowed: BTreeSet<_> =
        allowed.iter().map(|name| name.as_str().unwrap().to_owned()).collect();

    // The program's, and those of the Python package, which has a lock file of its own.
    for folder in [root.to_owned(), format!("{root}/python")] {
        check(&folder, &allowed);
    }
}

fn check(folder: &str, allowed: &BTreeSet<String>) {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version", "1"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 100, "only {} packages", packages.len());
    for package in packages {
        let name = &package["name"];
        let license = package["license"].as_str().unwrap_or("no licence");
        assert!(is_allowed(license, allowed), "{name} has {license:?}; see deny.toml");
    }
}

#[test]
fn an_expression_is_allowed_when_one_of_its_choices_is() {
    let allowed = BTreeSet::from(["MIT", "Unicode-3.0"].map(str::to_owned));
    for license in
        ["MIT", "GPL-3.0-only OR MIT", "GPL-3.0-only/MIT", "(MIT OR ISC) AND Unicode-3.0"]
    {
        assert!(is_allowed(license, &allowed), "{license}");
    }
    for license in ["GPL-3.0-only", "MIT AND ISC", "no licence", "", "MIT WITH LLVM-exception"] {
        assert!(!is_allowed(license, &allowed), "{license}");
    }
}
