//! How the repository is laid out: no circle of files where kernels are recorded and run on a GPU, and no file
//! too long to be read at once.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};

/// Files of these folders lie on no circle, whatever files it leads through.
const WITHOUT_CIRCLES: [&str; 3] = ["src/gpu", "src/kernel", "src/recording"];

/// A path in a text, `crate::gpu::Context` as its parts.
type Names = Vec<String>;

/// A source file as far as others are named in it.
#[derive(Default)]
struct Source {
    /// The module that it is.
    module: Names,
    /// What `use` brings in, by the name it has here; and whether others see it here too.
    uses: BTreeMap<String, (Names, bool)>,
    /// Modules of which all is brought in.
    globs: Vec<Names>,
    /// Paths in the rest of the text, and single names.
    paths: BTreeSet<Names>,
    /// Methods that are called: `.name(`, `Self::name(`.
    calls: BTreeSet<String>,
    /// What stands in `impl Type`: the type, and its functions.
    functions: Vec<(Names, String)>,
}

/// All files of `src`, by their paths below the root.
struct Sources(BTreeMap<String, Source>);

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files below a folder that end so; none where a package lacks the folder.
fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![root().join(folder)]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                let is_ours = !path.ends_with("target") && !path.ends_with("node_modules");
                folders.extend(is_ours.then_some(path));
            } else if path.extension().is_some_and(|end| endings.iter().any(|one| end == *one)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn name(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/")
}

/// Words, `::` and single signs of a text, without comments, strings and modules of tests.
fn words(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut at = 0;
    let starts =
        |at: usize, what: &str| what.chars().eq(letters[at..].iter().copied().take(what.len()));
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    while at < letters.len() {
        let from = at;
        let next = letters.get(at + 1).copied().unwrap_or(' ');
        match letters[at] {
            '/' if next == '/' => at += letters[at..].iter().take_while(|&&l| l != '\n').count(),
            'r' if (next == '"' || next == '#') && (at == 0 || !is_word(letters[at - 1])) => {
                let marks = letters[at + 1..].iter().take_while(|&&letter| letter == '#').count();
                let end = format!("\"{}", "#".repeat(marks));
                at += 2 + marks;
                while at < letters.len() && !starts(at, &end) {
                    at += 1;
                }
                at += end.len();
            }
            '"' => {
                at += 1;
                while at < letters.len() && letters[at] != '"' {
                    at += if letters[at] == '\\' { 2 } else { 1 };
                }
                at += 1;
            }
            // A letter, or the name of a lifetime.
            '\'' if next == '\\' => {
                at +=
                    3 + letters[at + 3..].iter().take_while(|&&letter| letter != '\'').count() + 1;
            }
            '\'' if letters.get(at + 2) == Some(&'\'') => at += 3,
            letter if is_word(letter) => {
                at += letters[at..].iter().take_while(|&&letter| is_word(letter)).count();
                words.push(letters[from..at].iter().collect());
            }
            ':' if next == ':' => {
                at += 2;
                words.push("::".to_owned());
            }
            letter => {
                at += 1;
                words.extend((!letter.is_whitespace()).then(|| letter.to_string()));
            }
        }
    }
    let tests = ["#", "[", "cfg", "(", "test", ")", "]", "mod"];
    while let Some(start) = words.windows(tests.len()).position(|window| window == tests) {
        let end = block(&words, start + tests.len() + 1);
        words.drain(start..end);
    }
    words
}

/// Behind the block that begins at `at`, or the sign there where none begins.
fn block(words: &[String], at: usize) -> usize {
    let mut depth = 0;
    for (place, word) in words.iter().enumerate().skip(at) {
        match word.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return place + 1;
        }
    }
    words.len()
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        let module = path.trim_start_matches("src/").trim_end_matches(".rs");
        let module = module.trim_end_matches("/mod").split('/').filter(|part| *part != "lib");
        let mut source = Self { module: module.map(str::to_owned).collect(), ..Self::default() };
        let words = words(text);
        let mut at = 0;
        while at < words.len() {
            let is_path = |at: usize| words.get(at).is_some_and(|word| word == "::");
            let is_name = |at: usize| {
                words
                    .get(at)
                    .is_some_and(|word| word.starts_with(|l: char| l.is_alphabetic() || l == '_'))
            };
            match words[at].as_str() {
                // Not the `use<'a>` of a type.
                "use" if is_name(at + 1) => {
                    let before = words[at.saturating_sub(4)..at].iter().rev();
                    let is_public =
                        before.take_while(|word| *word != ";").any(|word| word == "pub");
                    at = source.imports(&words, at + 1, &Names::new(), is_public);
                }
                "impl" => {
                    let start = at;
                    let body =
                        start + words[start..].iter().take_while(|word| *word != "{").count();
                    let head = &words[start + 1..body];
                    let is_generic = head.first().is_some_and(|word| word == "<");
                    let behind = head.iter().position(|word| is_generic && word == ">");
                    let of: Names = match head.iter().any(|word| word == "for") {
                        true => Names::new(),
                        false => head
                            .iter()
                            .skip(behind.map_or(0, |at| at + 1))
                            .take(1)
                            .cloned()
                            .collect(),
                    };
                    let end = block(&words, body);
                    for pair in words[body..end].windows(2).filter(|pair| pair[0] == "fn") {
                        source.functions.push((of.clone(), pair[1].clone()));
                    }
                    at += 1;
                }
                _ if is_name(at) => {
                    let mut path = vec![words[at].clone()];
                    let is_method = at > 0 && words[at - 1] == ".";
                    at += 1;
                    while is_path(at) && is_name(at + 1) {
                        path.push(words[at + 1].clone());
                        at += 2;
                    }
                    let is_own = path.len() == 2 && path[0] == "Self";
                    if words.get(at).is_some_and(|word| word == "(") && (is_method || is_own) {
                        source.calls.insert(path.pop().unwrap());
                    } else if !is_method {
                        source.paths.insert(path);
                    }
                }
                _ => at += 1,
            }
        }
        source
    }

    /// Takes in one tree of a `use`, and says where it ends.
    fn imports(
        &mut self,
        words: &[String],
        mut at: usize,
        before: &[String],
        public: bool,
    ) -> usize {
        let mut path = before.to_vec();
        loop {
            match words[at].as_str() {
                "::" => at += 1,
                "{" => {
                    at += 1;
                    while words[at] != "}" {
                        at = self.imports(words, at, &path, public);
                        at += usize::from(words[at] == ",");
                    }
                    return at + 1;
                }
                "*" => {
                    self.globs.push(path);
                    return at + 1;
                }
                "as" => {
                    self.uses.insert(words[at + 1].clone(), (path, public));
                    return at + 2;
                }
                "," | "}" | ";" => {
                    let known = path.last().unwrap().clone();
                    self.uses.insert(known, (path, public));
                    return at;
                }
                "self" if !path.is_empty() => at += 1,
                word => {
                    path.push(word.to_owned());
                    at += 1;
                }
            }
        }
    }
}

impl Sources {
    fn read() -> Self {
        let read = |path: PathBuf| {
            let known = name(&path);
            let source = Source::new(&known, &fs::read_to_string(&path).unwrap());
            (known, source)
        };
        Self(files("src", &["rs"]).into_iter().map(read).collect())
    }

    /// The file that is a module.
    fn of(&self, module: &[String]) -> Option<(&str, &Source)> {
        let below = match module {
            [] => "lib".to_owned(),
            _ => module.join("/"),
        };
        let paths = [format!("src/{below}.rs"), format!("src/{below}/mod.rs")];
        let (file, source) = paths.iter().find_map(|path| self.0.get_key_value(path))?;
        Some((file, source))
    }

    /// A path from the crate on; none for one of another crate, or of this very file.
    fn absolute(&self, source: &Source, path: &[String]) -> Option<Names> {
        let rest = &path[1..];
        let parent = |of: &[String]| of[..of.len().saturating_sub(1)].to_vec();
        let mut start = match path[0].as_str() {
            "crate" => Names::new(),
            "self" => source.module.clone(),
            "super" => {
                let mut module = parent(&source.module);
                let further = rest.iter().take_while(|part| *part == "super").count();
                (0..further).for_each(|_| module = parent(&module));
                module.extend(rest[further..].iter().cloned());
                return Some(module);
            }
            first => match source.uses.get(first) {
                Some((path, _)) if path[0] != first => self.absolute(source, path)?,
                _ => {
                    let child = [&source.module[..], &path[..1]].concat();
                    self.of(&child)?;
                    child
                }
            },
        };
        start.extend(rest.iter().cloned());
        Some(start)
    }

    /// The file in which the thing of a path stands, with what of the path names it, through whatever
    /// others it is handed on.
    fn place(&self, path: &[String]) -> Option<(&str, Names)> {
        if self.of(path).is_some() {
            return None;
        }
        let mut modules = (0..path.len()).rev();
        let (end, (file, source)) = modules.find_map(|end| Some((end, self.of(&path[..end])?)))?;
        match source.uses.get(&path[end]) {
            Some((from, _)) => {
                let mut from = self.absolute(source, from)?;
                from.extend(path[end + 1..].iter().cloned());
                self.place(&from)
            }
            None => Some((file, path[end..].to_vec())),
        }
    }

    /// Files that each file needs.
    fn edges(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        // Functions of a type in another file than its own, and all that there are of a name.
        let mut apart: BTreeMap<(String, String, String), &str> = BTreeMap::new();
        let mut defined: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (file, source) in &self.0 {
            for (of, function) in &source.functions {
                defined.entry(function).or_default().insert(file);
                let Some(path) = of.first().and_then(|_| self.absolute(source, of)) else {
                    continue;
                };
                let Some((home, thing)) = self.place(&path) else { continue };
                if home != file {
                    apart.insert((home.to_owned(), thing[0].clone(), function.clone()), file);
                }
            }
        }
        let apart_only: BTreeMap<&str, &str> = apart
            .iter()
            .filter(|((.., function), _)| defined[function.as_str()].len() == 1)
            .map(|((.., function), file)| (function.as_str(), *file))
            .collect();
        let mut edges = BTreeMap::new();
        for (file, source) in &self.0 {
            let mut needed = BTreeSet::new();
            let own = source.uses.iter().filter(|(name, (_, is_public))| {
                !is_public || source.paths.iter().any(|path| path[0] == **name)
            });
            let imported = own.map(|(_, (path, _))| path);
            for path in imported.chain(&source.paths) {
                let Some(path) = self.absolute(source, path) else { continue };
                let Some((home, thing)) = self.place(&path) else { continue };
                needed.insert(home);
                if let [of, function, ..] = &thing[..] {
                    needed.extend(apart.get(&(home.to_owned(), of.clone(), function.clone())));
                }
            }
            let globs = source.globs.iter().filter_map(|path| self.absolute(source, path));
            needed.extend(globs.filter_map(|path| Some(self.of(&path)?.0)));
            needed.extend(source.calls.iter().filter_map(|call| apart_only.get(call.as_str())));
            needed.remove(file.as_str());
            edges.insert(file.as_str(), needed);
        }
        edges
    }
}

/// The shortest way from a file back to itself.
fn circle<'a>(edges: &BTreeMap<&'a str, BTreeSet<&'a str>>, file: &'a str) -> Option<Vec<&'a str>> {
    let mut ways = VecDeque::from([vec![file]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        for &next in &edges[way[way.len() - 1]] {
            let further = [&way[..], &[next]].concat();
            if next == file {
                return Some(further);
            }
            if seen.insert(next) {
                ways.push_back(further);
            }
        }
    }
    None
}

/// Paths count wherever they stand, but not in tests; so do methods that stand in another file than their type
/// and whose name no other function has.
#[test]
fn no_file_needs_one_that_needs_it() {
    let sources = Sources::read();
    let edges = sources.edges();
    let ours = |file: &&str| WITHOUT_CIRCLES.iter().any(|folder| file.starts_with(folder));
    assert!(edges.keys().filter(|file| ours(file)).count() >= 30);
    let found: BTreeSet<_> =
        edges.keys().filter(|file| ours(file)).filter_map(|file| circle(&edges, file)).collect();
    let lines: Vec<_> = found.iter().map(|way| way.join(" -> ")).collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}

#[test]
fn no_file_is_longer_than_500_lines() {
    let folders =
        ["src", "shaders", "tests", "benches", "examples", "fuzz", "python", "scripts", "web/src"];
    let files = folders.map(|folder| files(folder, &["rs", "py", "js", "wgsl", "sh"])).concat();
    assert!(files.len() > 400, "{}", files.len());
    let lines = |path: &PathBuf| fs::read_to_string(path).unwrap().lines().count();
    let long = files.iter().map(|path| (lines(path), name(path))).filter(|(lines, _)| *lines > 500);
    assert_eq!(long.collect::<Vec<_>>(), []);
}
