//! The schemas that `chapterhouse schema` writes, held against the parser: neither knows a key or refuses
//! a value of which the other says something else.

use super::tidy::tidy;
use super::written::path;
use boon::{Compiler, SchemaIndex, Schemas};
use chapterhouse::edge::{read, rules};
use chapterhouse::finding::Findings;
use chapterhouse::parse::yaml::{self, Node, Value as Yaml};
use chapterhouse::parse::{self, front_matter};
use chapterhouse::scaffold;
use chapterhouse::schema::{self, Schema};
use chapterhouse::source::path::VPath;
use chapterhouse::source::place::Span;
use chapterhouse::source::tree::FileTree;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The schemas by name, ready to be asked.
struct Compiled {
    all: Vec<Schema>,
    schemas: Schemas,
    by_name: BTreeMap<&'static str, SchemaIndex>,
}

impl Compiled {
    fn new() -> Self {
        let all = schema::all(rules::all());
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.enable_format_assertions();
        let mut by_name = BTreeMap::new();
        for Schema { name, schema, .. } in &all {
            let id = format!("https://example.org/{name}.json");
            compiler.add_resource(&id, schema.clone()).unwrap();
            by_name.insert(*name, compiler.compile(&id, &mut schemas).unwrap());
        }
        Self { all, schemas, by_name }
    }

    fn refusal(&self, name: &str, value: &Value) -> Option<String> {
        self.schemas.validate(value, self.by_name[name]).err().map(|error| format!("{error:#}"))
    }
}

/// What YAML 1.2 makes of a node, as editors of text do: plain words may be numbers, yes-or-no or nothing.
fn resolved(source: &str, node: &Node) -> Value {
    match &node.value {
        Yaml::Empty => Value::Null,
        Yaml::Scalar(text) if source.get(node.span.range()) == Some(text) => {
            let number = || text.parse::<f64>().ok().filter(|n| n.is_finite());
            match text.as_str() {
                "true" => json!(true),
                "false" => json!(false),
                "null" | "~" | "" => Value::Null,
                whole if whole.parse::<i64>().is_ok() => json!(whole.parse::<i64>().unwrap()),
                _ => number().map_or_else(|| json!(text), |number| json!(number)),
            }
        }
        Yaml::Scalar(text) => json!(text),
        Yaml::List(items) => items.iter().map(|item| resolved(source, item)).collect(),
        Yaml::Mapping(entries) => {
            let entries = entries.iter();
            let each = entries.map(|(key, node)| (key.value.clone(), resolved(source, node)));
            Value::Object(each.collect::<Map<_, _>>())
        }
    }
}

/// The kind of a file that editors write, and the YAML in it.
fn yaml_of(file: &VPath, text: &str) -> Option<(&'static str, Span)> {
    let whole = Span::new(0, text.len());
    let parts: Vec<&str> = file.parts().collect();
    let kind = match parts.as_slice() {
        ["manual.yaml"] => "manual",
        ["amendments", _] => "amendment",
        ["partnerships", _] if !parse::layout::is_logo(file.name()) => "partnership",
        ["registers", "legislation.yaml"] => "legislation",
        ["registers", "terms.yaml"] => "terms",
        ["registers", "contacts.yaml"] => "contacts",
        [.., "local", _, "chapter.md"] => "addition",
        [.., "chapter.md"] => "chapter",
        _ => return None,
    };
    let part = if file.name() == "chapter.md" {
        front_matter::bounds(text, whole).expect("front matter").0
    } else {
        whole
    };
    Some((kind, part))
}

#[test]
fn every_file_of_every_manual_here_is_what_its_schema_says() {
    let compiled = Compiled::new();
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    let mut faults = Vec::new();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["procedures", "docs", "themes/default/example", "tests/manuals/small"];
    let mut manuals: Vec<(&str, FileTree)> =
        folders.map(|name| (name, read::manual(&here.join(name)).unwrap().0)).into();
    manuals.push(("init", scaffold::manual(super::sites::TODAY)));
    for (name, files) in &manuals {
        for (file, bytes) in files.iter() {
            let Ok(text) = std::str::from_utf8(bytes) else { continue };
            let Some((kind, part)) = yaml_of(file, text) else { continue };
            let mut told = Findings::default();
            let node = yaml::read(file, text, part, &mut told).unwrap();
            *met.entry(kind).or_default() += 1;
            if let Some(refusal) = compiled.refusal(kind, &resolved(text, &node)) {
                faults.push(format!("{name}/{file}: {refusal}"));
            }
        }
    }
    tidy(&faults);
    assert_eq!(met.len(), compiled.all.len(), "a kind of file has no sample: {met:?}");
}

/// A file in which every key of a schema is given, with the example of each.
fn example(schema: &Value) -> Value {
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        if let Some([given]) = schema.get("examples").and_then(Value::as_array).map(Vec::as_slice) {
            return given.clone();
        }
        // Of keys that exclude each other the first is enough.
        let excluded = ["reviewed", "withdrawn"];
        let kept = properties.iter().filter(|(key, _)| !excluded.contains(&key.as_str()));
        return Value::Object(kept.map(|(key, value)| (key.clone(), example(value))).collect());
    }
    if let Some(items) = schema.get("items") {
        return json!([example(items)]);
    }
    schema["examples"][0].clone()
}

/// The places of all mappings and values in an example, as JSON pointers.
fn pointers(value: &Value, at: &str, into: &mut Vec<String>) {
    into.push(at.to_owned());
    match value {
        Value::Object(map) => {
            map.iter().for_each(|(key, inner)| pointers(inner, &format!("{at}/{key}"), into));
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                pointers(inner, &format!("{at}/{index}"), into);
            }
        }
        _ => {}
    }
}

/// What the schema says of the value at a place of the example.
fn part<'s>(schema: &'s Value, pointer: &str) -> &'s Value {
    pointer.split('/').skip(1).fold(schema, |schema, key| match key.parse::<usize>() {
        Ok(_) if schema.get("items").is_some() => &schema["items"],
        _ => &schema["properties"][key],
    })
}

/// What is wrong with a file of a kind, alone in a manual, in the parser's eyes; JSON is YAML too.
fn parsed(kind: &str, value: &Value) -> Vec<(String, String)> {
    let text = value.to_string();
    let chapter =
        |folder: &str| (format!("{folder}/chapter.md"), format!("---\n{text}\n---\n\nText.\n"));
    let (file, text) = match kind {
        "manual" => ("manual.yaml".to_owned(), text),
        "amendment" => ("amendments/2026-06-01-a.yaml".to_owned(), text),
        "partnership" => ("partnerships/our-town.yaml".to_owned(), text),
        "chapter" => chapter("chapters/core/a"),
        "addition" => chapter("chapters/core/a/local/our-town"),
        register => (format!("registers/{register}.yaml"), text),
    };
    let mut files = FileTree::default();
    files.insert(path(&file), text.into_bytes());
    let findings = parse::manual(&files).1;
    let own = findings.iter().filter(|finding| finding.place.file.as_str() == file);
    own.map(|finding| (finding.rule.code.to_owned(), finding.mend.clone())).collect()
}

/// Whether the parser refuses what the file says, in the ways that a schema can know of.
fn is_refused(kind: &str, value: &Value) -> bool {
    let codes = [
        "wrong-type",
        "invalid-date",
        "missing-key",
        "unknown-key",
        "unknown-format",
        "invalid-yaml",
    ];
    parsed(kind, value).iter().any(|(code, _)| codes.contains(&code.as_str()))
}

#[test]
fn each_example_is_right_in_both_eyes() {
    let compiled = Compiled::new();
    for Schema { name, schema, .. } in &compiled.all {
        let value = example(schema);
        assert_eq!(compiled.refusal(name, &value), None, "{name}");
        assert!(!is_refused(name, &value), "{name}: {:?}\n{value:#}", parsed(name, &value));
    }
}

#[test]
fn the_keys_of_each_mapping_are_those_that_the_parser_knows() {
    const STRANGE: &str = "qqqqqqqqqqqqqqqqqqqqqqqq";
    let mut n_mappings = 0;
    let mut faults = Vec::new();
    for Schema { name, schema, .. } in schema::all(rules::all()) {
        let whole = example(&schema);
        let mut places = Vec::new();
        pointers(&whole, "", &mut places);
        for place in places.iter().filter(|place| whole.pointer(place).unwrap().is_object()) {
            // The names of rules, of which only `finding::policy` knows which there are.
            if place == "/checks" {
                continue;
            }
            let mut strange = whole.clone();
            let mapping = strange.pointer_mut(place).unwrap().as_object_mut().unwrap();
            mapping.insert(STRANGE.to_owned(), json!("?"));
            let told = parsed(name, &strange);
            let known = told.iter().find_map(|(code, mend)| {
                let list = mend.split_once("the keys here are: ").filter(|_| code == "unknown-key");
                Some(list?.1.split(", ").map(str::to_owned).collect::<BTreeSet<String>>())
            });
            let keys = part(&schema, place)["properties"].as_object().unwrap();
            let keys: BTreeSet<String> = keys.keys().cloned().collect();
            n_mappings += 1;
            if known.as_ref() != Some(&keys) {
                faults.push(format!(
                    "{name}{place}: the parser knows {known:?}, the schema {keys:?}"
                ));
            }
        }
    }
    tidy(&faults);
    assert!(n_mappings > 20, "{n_mappings}");
}

/// Values of which most keys can have only some.
fn candidates() -> Vec<Value> {
    let texts = [
        "",
        " ",
        "some words",
        "2026-06-01",
        "2026-02-30",
        "2026-13-01",
        "2026-6-1",
        "http://example.org/",
        "https://example.org/a b",
        "ftp://example.org",
        "#123456",
        "#12345",
        "1.1",
        "01.1",
        "a/b",
        "a/b/c",
        "A",
        "a-b",
        "a--b",
        "none",
        "full",
        "warning",
        "5",
        "true",
        "0",
    ];
    let mut all: Vec<Value> = texts.iter().map(|text| json!(text)).collect();
    all.extend([json!([]), json!(["a"]), json!([[]]), json!({}), json!({ "a": "b" }), json!(null)]);
    all.extend([
        json!(true),
        json!(false),
        json!(0),
        json!(1),
        json!(-1),
        json!(1.5),
        json!(4_294_967_296_u64),
    ]);
    all
}

/// Where quotation marks are missing, or stand around a number, the parser goes by the letters, and lets pass
/// what is empty. A schema sees what YAML makes of it, and may refuse it.
fn may_be_stricter(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) => true,
        Value::Number(number) => number.is_f64(),
        Value::String(text) => {
            text.trim().is_empty() || text.parse::<f64>().is_ok() || text == "true"
        }
        Value::Object(map) => map.is_empty(),
        Value::Array(_) => false,
    }
}

#[test]
fn a_value_that_the_parser_refuses_is_refused_by_the_schema_and_the_reverse() {
    let compiled = Compiled::new();
    let (mut n_refused, mut faults) = (0, Vec::new());
    for Schema { name, schema, .. } in &compiled.all {
        let whole = example(schema);
        let mut places = Vec::new();
        pointers(&whole, "", &mut places);
        for place in places.iter().filter(|place| !place.is_empty()) {
            for candidate in candidates() {
                let mut changed = whole.clone();
                *changed.pointer_mut(place).unwrap() = candidate.clone();
                let by_parser = is_refused(name, &changed);
                let by_schema = compiled.refusal(name, &changed).is_some();
                n_refused += usize::from(by_parser);
                if by_parser && !by_schema {
                    faults
                        .push(format!("{name}{place}: {candidate} is refused by the parser alone"));
                }
                if by_schema && !by_parser && !may_be_stricter(&candidate) {
                    faults
                        .push(format!("{name}{place}: {candidate} is refused by the schema alone"));
                }
            }
        }
    }
    tidy(&faults);
    assert!(n_refused > 1000, "{n_refused}");
}

#[test]
fn a_key_that_must_be_given_is_missed_by_both() {
    let compiled = Compiled::new();
    let mut faults = Vec::new();
    for Schema { name, schema, .. } in &compiled.all {
        let whole = example(schema);
        let mut places = Vec::new();
        pointers(&whole, "", &mut places);
        for place in &places {
            let Some((parent, key)) = place.rsplit_once('/') else { continue };
            let mut without = whole.clone();
            let Some(mapping) = without.pointer_mut(parent).unwrap().as_object_mut() else {
                continue;
            };
            mapping.remove(key);
            let (by_parser, by_schema) =
                (is_refused(name, &without), compiled.refusal(name, &without).is_some());
            if by_parser != by_schema {
                faults.push(format!(
                    "{name}{place} left out: parser {by_parser}, schema {by_schema}"
                ));
            }
        }
    }
    tidy(&faults);
}

#[test]
fn an_entry_of_an_amendment_does_one_thing() {
    let compiled = Compiled::new();
    let schema = &compiled.all.iter().find(|schema| schema.name == "amendment").unwrap().schema;
    for (given, is_right) in [
        (json!({ "version": "1.1" }), true),
        (json!({ "reviewed": true }), true),
        (json!({ "withdrawn": true, "replaced_by": "b" }), true),
        (json!({ "version": "1.1", "reviewed": false, "withdrawn": false }), true),
        (json!({}), false),
        (json!({ "reviewed": false }), false),
        (json!({ "version": "1.1", "reviewed": true }), false),
        (json!({ "reviewed": true, "withdrawn": true }), false),
    ] {
        let mut value = example(schema);
        let mut entry = given.clone();
        entry["document"] = json!("a");
        value["documents"] = json!([entry]);
        assert_eq!(!is_refused("amendment", &value), is_right, "the parser of {given}");
        assert_eq!(
            compiled.refusal("amendment", &value).is_none(),
            is_right,
            "the schema of {given}"
        );
    }
}

#[test]
fn every_key_is_explained_with_an_example() {
    fn walk(schema: &Value, at: &str, faults: &mut Vec<String>) {
        for (key, value) in schema["properties"].as_object().into_iter().flatten() {
            let about = value["description"].as_str().unwrap_or_default();
            if about.is_empty() || !about.ends_with(['.', '"', '`']) {
                faults.push(format!("{at}/{key}: “{about}” is no sentence"));
            }
            if example(value).is_null() {
                faults.push(format!("{at}/{key} has no example"));
            }
            walk(value, &format!("{at}/{key}"), faults);
        }
        if let Some(items) = schema.get("items") {
            walk(items, at, faults);
        }
    }
    let mut faults = Vec::new();
    for Schema { name, schema, .. } in schema::all(rules::all()) {
        walk(&schema, name, &mut faults);
    }
    tidy(&faults);
}

/// The folder that `init` makes: each schema that the settings name is there, and belongs to a file.
#[test]
fn the_settings_of_a_new_manual_lead_from_its_files_to_their_schemas() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("ours");
    let ran = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chapterhouse"));
        let ran = command.args(arguments).current_dir(parent.path()).output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    };
    ran(&["init", "ours"]);
    let json = |name: &str| -> Value {
        serde_json::from_slice(&fs::read(folder.join(name)).unwrap()).unwrap()
    };
    let settings = json(".vscode/settings.json");
    let places = settings["yaml.schemas"].as_object().unwrap();
    assert_eq!(places.len(), 6);
    for (schema, file) in places {
        assert!(json(schema)["title"].is_string(), "{schema}");
        let file = file.as_str().unwrap();
        let is_there = match file.strip_suffix("/*.yaml") {
            Some(many) => fs::read_dir(folder.join(many)).unwrap().next().is_some(),
            None => folder.join(file).is_file(),
        };
        assert!(is_there, "{file}");
    }
    // Where the files are there already, and as they should be, nothing is somebody's own.
    let before = fs::metadata(folder.join(".vscode/settings.json")).unwrap().modified().unwrap();
    fs::write(folder.join(".vscode/chapterhouse/terms.schema.json"), "{}").unwrap();
    ran(&["schema", "--manual", "ours"]);
    let after = fs::metadata(folder.join(".vscode/settings.json")).unwrap().modified().unwrap();
    assert_eq!(before, after);
    assert!(json(".vscode/chapterhouse/terms.schema.json")["properties"]["avoid"].is_object());
}
