//! ZIP exports, hostile and broken ones too.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;

fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        writer.start_file(*name, options).expect("an entry");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("a ZIP").into_inner()
}

fn open(bytes: Vec<u8>) -> Result<Zipped<Cursor<Vec<u8>>>, String> {
    Zipped::read(Cursor::new(bytes))
}

#[test]
fn entries_are_read_and_days_are_in_order() {
    let bytes = packed(&[
        ("channels.json", b"[]"),
        ("inc/2026-03-15.json", b"b"),
        ("inc/2026-03-14.json", b"a"),
        ("inc/canvas_in_the_conversation.json", b"c"),
        ("inc-2/2026-03-14.json", b"d"),
    ]);
    let mut export = open(bytes).expect("it opens");
    assert_eq!(export.days("inc"), Ok(vec!["2026-03-14.json".to_owned(), "2026-03-15.json".to_owned()]));
    assert_eq!(export.read("inc/2026-03-14.json"), Ok(Some(b"a".to_vec())));
    assert_eq!(export.read("users.json"), Ok(None));
    assert!(export.days("../x").is_err());
}

#[test]
fn the_folder_it_was_packed_with_is_passed_over() {
    let mut export =
        open(packed(&[("export/channels.json", b"[]"), ("export/inc/2026-03-14.json", b"a")])).expect("open");
    assert_eq!(export.read("channels.json"), Ok(Some(b"[]".to_vec())));
    assert_eq!(export.days("inc"), Ok(vec!["2026-03-14.json".to_owned()]));
}

#[test]
fn names_that_lead_out_are_not_there() {
    let mut export =
        open(packed(&[("../users.json", b"x"), ("/users.json", b"x"), ("a/../users.json", b"x")])).expect("open");
    assert_eq!(export.read("users.json"), Ok(None));
    assert_eq!(export.read("../users.json"), Ok(None));
}

#[test]
fn a_bomb_is_not_unpacked() {
    let mut export = open(packed(&[("users.json", &vec![b' '; 8 * 1024 * 1024])])).expect("it opens");
    assert!(export.read("users.json").is_err_and(|why| why.contains("200 times")), "{:?}", export.entries);
}

#[test]
fn what_is_no_zip_or_broken_or_encrypted_is_said() {
    assert!(open(b"no zip".to_vec()).is_err_and(|why| why.contains("neither")));
    assert!(open(Vec::new()).is_err());
    let mut broken = packed(&[("users.json", b"[1,2,3,4,5,6,7,8,9,10]")]);
    let start = broken.windows(10).position(|window| window == b"users.json").expect("the name") + 10;
    broken[start + 2] ^= 0xff;
    let read = open(broken).and_then(|mut export| export.read("users.json"));
    assert!(read.as_ref().is_err_and(|why| why.contains("broken")), "{read:?}");
    let mut encrypted = packed(&[("users.json", b"[]")]);
    for (at, flag) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let start = encrypted.windows(4).position(|window| window == at).expect("a header");
        encrypted[start + flag] |= 1;
    }
    let read = open(encrypted).and_then(|mut export| export.read("users.json"));
    assert!(read.as_ref().is_err_and(|why| why.contains("encrypted")), "{read:?}");
}

#[test]
fn more_entries_than_can_be_are_not_listed() {
    let mut bytes = packed(&[("users.json", b"[]")]);
    let end = bytes.windows(4).rposition(|window| window == b"PK\x05\x06").expect("the record");
    let mut record = b"PK\x06\x06".to_vec();
    record.extend(44_u64.to_le_bytes());
    record.extend([0; 12]);
    record.extend([0; 8]);
    record.extend(u64::from(u32::MAX).to_le_bytes());
    record.extend([0; 16]);
    record.extend(b"PK\x06\x07\0\0\0\0");
    record.extend((end as u64).to_le_bytes());
    record.extend([1, 0, 0, 0]);
    bytes.splice(end..end, record);
    assert!(open(bytes).is_err_and(|why| why.contains("4294967295 entries")));
}
