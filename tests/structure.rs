//! How the repository is laid out: no circle of files where kernels are recorded and run on a GPU, and no file
//! too long to be read at once.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};

use syn::UseTree;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};

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

impl Source {
    fn new(path: &str, text: &str) -> Self {
        let module = path.trim_start_matches("src/").trim_end_matches(".rs");
        let module = module.trim_end_matches("/mod").split('/').filter(|part| *part != "lib");
        let mut source = Self { module: module.map(str::to_owned).collect(), ..Self::default() };
        let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        source.visit_file(&parsed);
        source
    }

    /// Takes in one tree of a `use`.
    fn import(&mut self, tree: &UseTree, before: &[String], is_public: bool) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(tree) => self.import(&tree.tree, &with(&tree.ident), is_public),
            UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.import(tree, before, is_public));
            }
            UseTree::Glob(_) => self.globs.push(before.to_vec()),
            UseTree::Name(tree) if tree.ident == "self" => {
                let known = before[before.len() - 1].clone();
                self.uses.insert(known, (before.to_vec(), is_public));
            }
            UseTree::Name(tree) => {
                self.uses.insert(tree.ident.to_string(), (with(&tree.ident), is_public));
            }
            UseTree::Rename(tree) => {
                self.uses.insert(tree.rename.to_string(), (with(&tree.ident), is_public));
            }
        }
    }
}

impl<'a> Visit<'a> for Source {
    fn visit_item_mod(&mut self, module: &'a syn::ItemMod) {
        let is_test = |attribute: &syn::Attribute| {
            attribute.path().is_ident("cfg")
                && attribute.parse_args::<syn::Path>().is_ok_and(|of| of.is_ident("test"))
        };
        if !module.attrs.iter().any(is_test) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        self.import(&item.tree, &[], !matches!(item.vis, syn::Visibility::Inherited));
    }

    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        let of = match &*item.self_ty {
            syn::Type::Path(of) if item.trait_.is_none() => names(&of.path),
            _ => Names::new(),
        };
        for part in &item.items {
            if let syn::ImplItem::Fn(function) = part {
                self.functions.push((of.clone(), function.sig.ident.to_string()));
            }
        }
        visit::visit_item_impl(self, item);
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        self.calls.insert(call.method.to_string());
        visit::visit_expr_method_call(self, call);
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        match &names(path)[..] {
            [of, function] if of == "Self" => drop(self.calls.insert(function.clone())),
            names => drop(self.paths.insert(names.to_vec())),
        }
        visit::visit_path(self, path);
    }

    // What a macro is given is read as far as it is a list of expressions, as that of `vec!` and `format!`.
    fn visit_macro(&mut self, given: &'a syn::Macro) {
        let list = given.parse_body_with(Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated);
        list.iter().flatten().for_each(|part| {
            let mut inner = Self::default();
            inner.visit_expr(part);
            self.calls.extend(inner.calls);
            self.paths.extend(inner.paths);
        });
        visit::visit_macro(self, given);
    }
}

fn names(path: &syn::Path) -> Names {
    path.segments.iter().map(|segment| segment.ident.to_string()).collect()
}

impl Sources {
    fn read() -> Self {
        let read = |path: PathBuf| {
            let known = name(&path);
            let source = Source::new(&known, &fs::read_to_string(&path).unwrap());
            (known, source)
        };
        let is_ours = |path: &PathBuf| !name(path).starts_with("src/export/templates/");
        Self(files("src", &["rs"]).into_iter().filter(is_ours).map(read).collect())
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
