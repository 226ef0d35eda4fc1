//! The index as a whole.

use super::*;

fn document(n: usize, text: &str) -> Document {
    Document {
        url: format!("incidents/inc-{n:04}/index.html"),
        id: Some(format!("INC-{n:04}")),
        title: format!("Incident number {n}"),
        date: NaiveDate::from_num_days_from_ce_opt(738_000 + i32::try_from(n).unwrap()),
        severity: Some(format!("SEV{}", n % 4 + 1)),
        services: vec!["checkout-api".to_owned()],
        fields: vec![Field { kind: FieldKind::Section("Description".to_owned()), text: text.to_owned() }],
        ..Document::default()
    }
}

/// `count` documents of about 2 kB from a vocabulary in which low numbers are common.
fn many(count: usize) -> Vec<Document> {
    let mut state = 7_u64;
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    (0..count)
        .map(|n| {
            let words: Vec<String> = (0..250)
                .map(|_| {
                    let (a, b) = (next() % 3000 + 1, next() % 3000 + 1);
                    format!("{}{}", ["pay", "cache", "node", "zone"][a % 4], a * b / 3000)
                })
                .collect();
            document(n, &words.join(" "))
        })
        .collect()
}

fn text<'f>(files: &'f BTreeMap<String, Vec<u8>>, path: &str) -> &'f str {
    std::str::from_utf8(&files[path]).unwrap()
}

#[test]
fn a_small_archive_is_one_shard_of_each_kind() {
    let files = index(&[document(2, "Retried payments\u{2028}</script>")]);
    insta::assert_snapshot!(
        files.keys().map(|path| format!("{path}: {}", text(&files, path))).reduce(|all, file| all + &file).unwrap(), @r#"
    search/d/0.js: recountSearch.load("d/0",[{"date":"2021-07-31","id":"INC-0002","parts":[["Description","Retried payments\u2028</script>"],["Service","checkout-api"]],"services":["checkout-api"],"severity":"SEV3","status":null,"title":"Incident number 2","url":"incidents/inc-0002/index.html"}]);
    search/f/service.js: recountSearch.load("f/service",[["checkout-api","A"]]);
    search/f/severity.js: recountSearch.load("f/severity",[["SEV3","A"]]);
    search/f/year.js: recountSearch.load("f/year",[["2021","A"]]);
    search/meta.js: recountSearch.load("meta",{"documents":1,"facets":[["severity",49],["year",45],["service",56]],"groups":"B","p":0,"stop":"an and are as at be been by for from had has have in is of or our that the then there these they this to was we were which will with","t":"","unspaced":"\\u{e00}-\\u{eff}\\u{1000}-\\u{109f}\\u{1780}-\\u{17ff}\\u{3040}-\\u{30ff}\\u{3400}-\\u{4dbf}\\u{4e00}-\\u{9fff}\\u{ac00}-\\u{d7af}\\u{f900}-\\u{faff}\\u{20000}-\\u{3ffff}","version":"b32433faa1ea","w":""});
    search/t/0.js: recountSearch.load("t/0","00002:dA,02:dA,0api:bA,0checkout:bA,8-api:bA,0inc:dA,3-0002:fA,3ident:dA,0number:dA,0payment:WA,0retry:WA,0script:WA");
    search/w/0.js: recountSearch.load("w/0","0checkout:A,0incident:A,0number:A,0payments:A,0retried:A,0script:A,0~deirter:A,1rebmun:A,1stnemyap:A,1tnedicni:A,2pircs:A,2uokcehc:A");
    "#);
}

#[test]
fn the_order_of_documents_changes_nothing() {
    let mut documents = many(300);
    let files = index(&documents);
    documents.reverse();
    assert_eq!(files, index(&documents));
}

#[test]
fn no_documents_make_an_empty_index() {
    let files = index(&[]);
    assert_eq!(files.keys().collect::<Vec<_>>(), ["search/meta.js", "search/t/0.js", "search/w/0.js"]);
    assert!(text(&files, "search/meta.js").contains(r#""documents":0"#));
}

#[test]
fn shards_stay_small() {
    let files = index(&many(1500));
    let sizes: Vec<usize> =
        files.iter().filter(|(path, _)| path.starts_with("search/t/")).map(|(_, f)| f.len()).collect();
    assert!(sizes.len() > 10, "{} shards", sizes.len());
    assert!(sizes.iter().all(|size| *size < 15_000), "{sizes:?}");
    assert!(sizes.iter().filter(|size| **size > 6_000).count() * 2 > sizes.len(), "half-empty shards: {sizes:?}");
}

#[test]
fn a_new_incident_leaves_the_files_of_older_ones() {
    let documents = many(200);
    let before = index(&documents[..199]);
    let after = index(&documents);
    let changed =
        |prefix: &str| before.iter().filter(|(p, f)| p.starts_with(prefix) && after.get(*p) != Some(f)).count();
    assert!(changed("search/d/") <= 1);
}

#[test]
fn a_document_longer_than_excerpts_need_is_cut_between_characters() {
    let files = index(&[document(1, &"é ".repeat(200_000))]);
    let size = files["search/d/0.js"].len();
    assert!((40_000..60_000).contains(&size), "{size}");
}
