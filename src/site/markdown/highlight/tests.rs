//! What code looks like on a page, and that nothing can break it.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

/// Every name under which a language is known, and some that are not.
const NAMES: &[&str] = &[
    "sh",
    "console",
    "diff",
    "yaml",
    "json",
    "js",
    "py",
    "rb",
    "go",
    "rs",
    "java",
    "c",
    "php",
    "sql",
    "promql",
    "toml",
    "ini",
    "hcl",
    "dockerfile",
    "nginx",
    "powershell",
    "text",
    "",
];

fn painted(name: &str, code: &str) -> String {
    let mut out = String::new();
    Painter::default().push(&mut out, name, code);
    out
}

/// `k[if]` for a keyword `if`, and so on: shorter to read than spans.
fn seen(name: &str, code: &str) -> String {
    painted(name, code)
        .replace("<span class=\"", "\u{1}")
        .replace("\">", "[")
        .replace("</span>", "]")
        .replace('\u{1}', "")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// The text that a reader of `html` sees.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        rest = rest[start..].split_once('>').expect("tags are closed").1;
    }
    text.push_str(rest);
    text.replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn spans_have_a_class_and_what_they_hold_is_escaped() {
    insta::assert_snapshot!(painted("json", "{\"<b>\": 1}"), @r##"{<span class="n">&quot;&lt;b&gt;&quot;</span>: <span class="v">1</span>}"##);
}

#[test]
fn shell_shows_words_options_variables_and_texts() {
    insta::assert_snapshot!(seen("bash", "#!/bin/sh\nset -euo pipefail\nNS=${1:-a#b} # why\nfor p in $(kubectl -n \"$NS\" get pods); do\n  curl -sS --data 'it' https://x.example/if?a=1 2>&1 | head -n 20\ndone\ncat <<-'EOF' > f\n  if $x\n  EOF\necho \"a\\\"b\" don't\n"), @r##"
    c[#!/bin/sh]
    k[set] n[-euo] pipefail
    n[NS]=n[${1:-a#b}] c[# why]
    k[for] p k[in] $(kubectl n[-n] s["$NS"] get pods); k[do]
      curl n[-sS --data] s['it'] https://x.example/if?a=v[1 2]>&v[1] | head n[-n] v[20]
    k[done]
    cat s[<<-'EOF'] > f
    s[  if $x
      EOF]
    echo s["a\"b"] don't
    "##);
}

#[test]
fn a_session_shows_commands_and_leaves_answers_plain() {
    let session = "$ kubectl get pods -o wide\nNAME  READY 'if\nroot@db-1:~# psql -c \"select 1\" \\\n  --quiet\n for 1 row\n# then\n";
    insta::assert_snapshot!(seen("console", session), @r##"
    c[$] kubectl get pods n[-o] wide
    NAME  READY 'if
    c[root@db-1:~#] psql n[-c] s["select 1"] \
      n[--quiet]
     for 1 row
    c[# then]
    "##);
    assert_eq!(painted("sh", session), painted("console", session));
}

#[test]
fn yaml_shows_keys_values_and_blocks_of_text() {
    insta::assert_snapshot!(seen("yml", "---\n# c\nkind: Deployment # x\nmetadata: { name: \"a: b\", replicas: 3 }\ntwo words: it's 5 o'clock\nurl: http://x.example:80/#a\n- name: &base api\n  <<: *base\n  at: 2026-01-02T03:04:05Z\n  \"on\": yes\n  limits: [512Mi, 'it''s']\n  run: |\n    if: x\n\n    done\n  next: \"a\n    b\" # c\n  none: ~\n"), @r##"
    k[---]
    c[# c]
    n[kind]: Deployment c[# x]
    n[metadata]: { n[name]: s["a: b"], n[replicas]: v[3] }
    n[two words]: it's 5 o'clock
    n[url]: http://x.example:80/#a
    - n[name]: k[&base] api
      n[<<]: k[*base]
      n[at]: v[2026-01-02T03:04:05Z]
      n["on"]: v[yes]
      n[limits]: [v[512Mi], s['it''s']]
      n[run]: k[|]
        s[if: x

        done]
      n[next]: s["a
        b"] c[# c]
      n[none]: v[~]
    "##);
}

#[test]
fn json_tells_keys_from_values() {
    insta::assert_snapshot!(seen("JSON", "{\n  \"a\\\"b\": \"c: d\", // e\n  \"n\": [-1.5e3, true, null, \"x\"],\n  k : {\"in\":1}\n}"), @r##"
    {
      n["a\"b"]: s["c: d"], c[// e]
      n["n"]: [-v[1.5e3], v[true], v[null], s["x"]],
      n[k] : {n["in"]:v[1]}
    }
    "##);
}

#[test]
fn sql_does_not_mind_case() {
    insta::assert_snapshot!(seen("SQL", "-- lock\nSelect count(*), 'it''s' FROM \"Orders\" o\nwhere o.select = NULL and id > 1_000; /* a\nb */ ANALYZE"), @r##"
    c[-- lock]
    k[Select] n[count](*), s['it''s'] k[FROM] s["Orders"] o
    k[where] o.select = v[NULL] k[and] id > v[1_000]; c[/* a
    b */] k[ANALYZE]
    "##);
}

#[test]
fn diffs_tell_lines_that_look_like_names_of_files() {
    insta::assert_snapshot!(seen("diff", "diff --git a/x b/x\nindex 1..2\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-- comment\n--- gone\n+new\n+more\n same\n"), @r##"
    c[diff --git a/x b/x
    index 1..2]
    n[--- a/x
    +++ b/x]
    k[@@ -1 +1 @@]
    d[-- comment
    --- gone]
    i[+new
    +more]
     same
    "##);
}

#[test]
fn programs_show_words_texts_numbers_and_calls() {
    insta::assert_snapshot!(seen("python", "@cache\ndef f(x: int = 0x1f) -> None:\n    \"\"\"Doc's\n    if\"\"\"\n    return x.match(f\"{x}\", r'\\n') or 1_000.5 # if\n"), @r##"
    n[@cache]
    k[def] n[f](x: int = v[0x1f]) -> v[None]:
        s["""Doc's
        if"""]
        k[return] x.n[match](fs["{x}"], rs['\n']) k[or] v[1_000.5] c[# if]
    "##);
    insta::assert_snapshot!(seen("go", "if err := f(ctx, `a\nb`, 'c', 3*time.Second); err != nil {\n\treturn \"x\\\"\" // no\n}"), @r##"
    k[if] err := n[f](ctx, s[`a
    b`], s['c'], v[3]*time.Second); err != v[nil] {
    	k[return] s["x\""] c[// no]
    }
    "##);
    insta::assert_snapshot!(seen("rust", "fn f<'a>(x: &'a str) -> char { println!(\"{x}\"); '\\'' }"), @r##"k[fn] f<'a>(x: &'a k[str]) -> k[char] { n[println!](s["{x}"]); s['\''] }"##);
    insta::assert_snapshot!(seen("ts", "const a: string = `x${b}` /* c */ ?? await f($d, 'e')"), @r##"k[const] a: k[string] = s[`x${b}`] c[/* c */] ?? k[await] n[f]($d, s['e'])"##);
    insta::assert_snapshot!(seen("rb", "def ok?(a) = a[:key] == \"x\" ? nil : raise(@e) # c"), @r##"k[def] n[ok?](a) = a[n[:key]] == s["x"] ? v[nil] : k[raise](n[@e]) c[# c]"##);
}

#[test]
fn configuration_shows_sections_directives_and_keys() {
    insta::assert_snapshot!(seen("toml", "# c\n[a.\"b\"]\nk.x-y = 2026-01-02 # d\nl = [\"x\", 'y\\', { z = true }]\n[[t]]\n"), @r##"
    c[# c]
    k[[a."b"]]
    n[k.x-y] = v[2026-01-02] c[# d]
    n[l] = [s["x"], s['y\'], { n[z] = v[true] }]
    k[[[t]]]
    "##);
    insta::assert_snapshot!(seen("ini", "[Service]\n; c\nExecStart=/bin/a --b # no\nRestart = on\n"), @r##"
    k[[Service]]
    c[; c]
    n[ExecStart]=/bin/a --b # v[no]
    n[Restart] = v[on]
    "##);
    insta::assert_snapshot!(seen("tf", "resource \"aws_x\" \"y\" {\n  name = \"a-${var.b}\" # c\n  n    = var.a == 1 ? 2 : max(3, 4)\n  tags { k = <<EOT\nif\nEOT\n  }\n}"), @r##"
    k[resource] s["aws_x" "y"] {
      n[name] = s["a-${var.b}"] c[# c]
      n[n]    = var.a == v[1] ? v[2] : n[max](v[3], v[4])
      k[tags] { n[k] = s[<<EOT
    if
    EOT]
      }
    }
    "##);
    insta::assert_snapshot!(seen("nginx", "server {\n  listen 443 ssl; # c\n  location /if/ { return 503; }\n  proxy_set_header Host $host;\n}"), @r##"
    k[server] {
      k[listen] v[443] ssl; c[# c]
      k[location] /if/ { k[return] v[503]; }
      k[proxy_set_header] Host n[$host];
    }
    "##);
    insta::assert_snapshot!(seen("Dockerfile", "# c\nFROM rust:1.90 AS build\nRUN cargo add --quiet x && \\\n  echo \"$A\"\n"), @r##"
    c[# c]
    k[FROM] rust:1.90 k[AS] build
    k[RUN] cargo add n[--quiet] x && \
      echo s["$A"]
    "##);
    insta::assert_snapshot!(seen("promql", "sum by (le) (rate(http_total{job=\"a\",code!~\"5..\"}[5m])) > 2.5"), @r##"k[sum by] (le) (n[rate](http_total{n[job]=s["a"],n[code]!~s["5.."]}[v[5m]])) > v[2.5]"##);
}

#[test]
fn logs_texts_and_unknown_languages_stay_plain() {
    for name in ["", "text", "txt", "plain", "plaintext", "log", "logs", "none", "output", "brainfuck", "mermaid"] {
        assert_eq!(painted(name, "if \"a\" 1 # b"), "if &quot;a&quot; 1 # b", "{name}");
    }
}

#[test]
fn long_code_and_a_page_full_of_spans_stay_plain() {
    let long = format!("{}\n", "# a\n1\n".repeat(LONGEST / 6));
    assert!(!painted("sh", &long).contains("<span"));
    let mut painter = Painter::default();
    let dense = "1,".repeat(400);
    let pages: Vec<bool> = (0..5)
        .map(|_| {
            let mut out = String::new();
            painter.push(&mut out, "py", &dense);
            out.contains("<span")
        })
        .collect();
    assert_eq!(pages, [true, true, true, false, false]);
}

#[test]
fn no_code_takes_longer_than_its_length() {
    let seeds = [
        "a", "(", "\"", "'", "`", "\\\"", "\"\\", "$(", "${", "{", "[", " ", "/*", "<<A\n", "<<A ", "- ", "a: ", "1.",
        "a=", "f\"{", "a,", "'''", "\"\"\"", "<", "\\", "--- \n", "+++ \n", "@", ":", "#", " #", "a\n", "|\n",
        "\u{e9}'", "$ ", "x@y$ ", "-", "--a ", "[[a", "&a ", "1-", "1e", "<<'", "!", "'a", "'\\u{",
    ];
    let start = Instant::now();
    for seed in seeds {
        let code = seed.repeat(64_000 / seed.len());
        for name in ["sh", "yaml", "console", "diff", "toml", "rb"] {
            // Past the bound on the length: the scanners themselves have to hold.
            let mut marks = Marks::of(&code, usize::MAX);
            mark(&mut marks, name);
        }
    }
    // A scanner that looks over the rest at each step takes minutes for one of them.
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

fn names() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(NAMES)
}

proptest! {
    #[test]
    fn any_text_in_any_language_is_shown_as_it_was_written(name in names(), code in "\\PC{0,200}") {
        prop_assert_eq!(text_of(&painted(name, &code)), code);
    }

    #[test]
    fn text_full_of_marks_is_shown_as_it_was_written(
        name in names(),
        code in "([\"'`#$@:=<>/*\\\\{}\\[\\]()|&!~+.,;\n \t-]|<<-?[A-Z]|if|do|1|é|--- |: ){0,60}",
    ) {
        prop_assert_eq!(text_of(&painted(name, &code)), code.clone());
        prop_assert_eq!(painted(name, &code), painted(name, &code));
    }
}
