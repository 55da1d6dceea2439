//! A report as one HTML file that opens without a network.
//!
//! The document stands in the page as JSON, and scripts in the page draw it with uPlot (`assets/`, where
//! its licence, version and hash are). A content security policy names these scripts and the style by
//! their hashes and allows nothing else, so that a name in the data that looks like markup stays a name.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minijinja::{AutoEscape, Environment, context};
use sha2::{Digest, Sha256};

use super::Report;
use crate::error::{Error, Result};

/// What tells a page of ours from other files.
pub const MARK: &str = "<meta name=\"generator\" content=\"gradshader\">";

const PAGE: &str = include_str!("assets/page.html");
const STYLES: [&str; 2] = [include_str!("assets/uplot.min.css"), include_str!("assets/page.css")];
const SCRIPTS: [&str; 6] = [
    include_str!("assets/uplot.min.js"),
    include_str!("assets/parts.js"),
    include_str!("assets/charts.js"),
    include_str!("assets/pictures.js"),
    include_str!("assets/tables.js"),
    include_str!("assets/page.js"),
];

/// The page.
///
/// # Errors
/// Never of what this library fills in.
pub fn render(report: &Report) -> Result<String> {
    let style = STYLES.join("\n");
    let script = SCRIPTS.join("\n");
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'",
        hash(&script),
        hash(&style)
    );
    let unwritten = |e| Error::failed("the page cannot be written").caused_by(e);
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_template("page", PAGE).map_err(unwritten)?;
    let page = environment.get_template("page").map_err(unwritten)?;
    page.render(context! {
        mark => MARK,
        policy,
        title => &report.title,
        style,
        script,
        json => embedded(&report.to_json()?),
    })
    .map_err(unwritten)
}

/// As a content security policy names what it allows.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

/// JSON that ends no element and begins no comment, whatever its strings hold.
fn embedded(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                text.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            letter => text.push(letter),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Kind;

    fn hostile() -> Report {
        let name = "</script><script>alert(1)</script><!-- \u{2028} & {{ 7 * 7 }}";
        let mut report = Report::new(Kind::Train, name, name);
        report.notes.push(name.to_owned());
        report.configuration.insert(name.to_owned(), name.into());
        report
    }

    #[test]
    fn a_name_that_looks_like_markup_stays_a_name() {
        let report = hostile();
        let page = render(&report).unwrap();
        assert!(!page.contains("alert(1)</script>") && !page.contains("<!-- "));
        assert!(page.contains("{{ 7 * 7 }}"), "it is no template");
        assert_eq!(page.matches("<script").count(), 2, "the document and the scripts");
        assert_eq!(page.matches("</script").count(), 2);
        // The document is what it was.
        let start = page.find("type=\"application/json\">").unwrap();
        let json = &page[start + "type=\"application/json\">".len()..];
        let json = &json[..json.find("</script>").unwrap()];
        assert_eq!(Report::from_json(json.as_bytes()).unwrap(), report);
    }

    #[test]
    fn the_policy_names_what_is_in_the_page_and_nothing_else() {
        let page = render(&hostile()).unwrap();
        let between = |open: &str, close: &str| {
            let start = page.find(open).unwrap() + open.len();
            &page[start..start + page[start..].find(close).unwrap()]
        };
        let policy = between("http-equiv=\"Content-Security-Policy\" content=\"", "\"");
        let policy = policy.replace("&#x27;", "'").replace("&#x2f;", "/");
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
        for (open, close) in [("<style>", "</style>"), ("<script>", "</script>")] {
            let hash = hash(between(open, close));
            assert!(policy.contains(&hash), "{open} {hash} is not in {policy}");
        }
        for sought in ["src=", "href=\"http", " style=\"", "onclick"] {
            assert!(!between("<body", "<script>").contains(sought), "{sought}");
        }
        assert!(page.contains(MARK));
    }

    #[test]
    fn a_later_schema_is_refused_and_what_is_no_report_too() {
        let json = hostile().to_json().unwrap().replace("{\"schema\":1", "{\"schema\":2");
        let error = Report::from_json(json.as_bytes()).unwrap_err().to_string();
        assert!(error.contains("a report of schema 2"), "{error}");
        assert!(Report::from_json(b"{}").is_err() && Report::from_json(b"x").is_err());
    }
}
