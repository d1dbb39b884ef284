//! Blobs as files.

use super::*;
use std::os::unix::fs::PermissionsExt;

fn disk(dir: &Path) -> Disk {
    Disk::open(
        dir,
        SecretKey::new([3; 32]),
        Condition::new(std::sync::Arc::new(crate::SystemClock)),
    )
    .unwrap()
}

fn name(text: &str) -> BlobName {
    text.parse().unwrap()
}

#[tokio::test]
async fn a_blob_is_readable_until_it_is_deleted() {
    let dir = tempfile::tempdir().unwrap();
    let disk = disk(dir.path());
    let id = name("documents/1/received");
    assert!(matches!(disk.get(&id).await, Err(BlobError::NotFound)));
    let stored = disk.put(&id, Bytes::from_static(b"abc")).await.unwrap();
    assert_eq!(stored.bytes, 3);
    assert_eq!(stored.sha256[..4], [0xba, 0x78, 0x16, 0xbf]);
    disk.put(&id, Bytes::from_static(b"second")).await.unwrap();
    assert_eq!(disk.get(&id).await.unwrap(), "second");
    assert_eq!(disk.list().await.unwrap(), vec![id.clone()]);
    assert!(matches!(
        disk.get(&name("documents/1")).await,
        Err(BlobError::NotFound)
    ));
    disk.delete(&id).await.unwrap();
    disk.delete(&id).await.unwrap();
    assert!(disk.list().await.unwrap().is_empty());
}

#[tokio::test]
async fn files_are_private_and_damage_is_reported() {
    let dir = tempfile::tempdir().unwrap();
    let disk = disk(&dir.path().join("blobs"));
    let id = name("a/b");
    disk.put(&id, Bytes::from_static(b"content")).await.unwrap();
    let path = disk.path(&id);
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    assert_eq!(
        fs::metadata(path.parent().unwrap())
            .unwrap()
            .permissions()
            .mode()
            & 0o777,
        0o700
    );
    let mut bytes = fs::read(&path).unwrap();
    bytes[40] ^= 1;
    fs::write(&path, bytes).unwrap();
    assert!(matches!(disk.get(&id).await, Err(BlobError::Damaged)));
}

#[tokio::test]
async fn a_blob_is_read_in_parts_and_extended() {
    let dir = tempfile::tempdir().unwrap();
    let disk = disk(dir.path());
    let (base, longer) = (name("a/base"), name("a/longer"));
    let content: Vec<u8> = (0..200_000u32).map(|n| (n % 251) as u8).collect();
    disk.put(&base, content.clone().into()).await.unwrap();
    let tail = Bytes::from_static(b"and more");
    let stored = disk.put_extended(&longer, &base, tail).await.unwrap();
    let whole = [content.as_slice(), b"and more"].concat();
    assert_eq!(disk.get(&longer).await.unwrap(), whole);
    assert_eq!(disk.put(&base, whole.clone().into()).await.unwrap(), stored);

    let blob = disk.open(&longer).await.unwrap();
    assert_eq!(blob.length(), whole.len() as u64);
    for range in [0..1, 65_535..65_537, 10..200_008, 199_999..300_000, 7..7] {
        let want = &whole[range.start..range.end.min(whole.len())];
        let range = range.start as u64..range.end as u64;
        assert_eq!(blob.read(range).unwrap(), want);
    }
    assert_eq!(blob.read(300_000..300_001).unwrap(), b"");
    let mut pieces = Vec::new();
    blob.pieces(|piece| {
        pieces.extend_from_slice(piece);
        Ok::<_, BlobError>(())
    })
    .unwrap();
    assert!(pieces == whole);

    assert!(matches!(
        disk.open(&name("a/none")).await,
        Err(BlobError::NotFound)
    ));
    assert!(matches!(
        disk.open(&name("a")).await,
        Err(BlobError::NotFound)
    ));
    let path = disk.path(&longer);
    let mut sealed = fs::read(&path).unwrap();
    sealed[100_000] ^= 1;
    fs::write(&path, &sealed).unwrap();
    let blob = disk.open(&longer).await.unwrap();
    assert!(blob.read(0..10).is_ok());
    assert!(matches!(blob.read(65_536..65_537), Err(BlobError::Damaged)));
    fs::write(&path, &sealed[..sealed.len() - 1]).unwrap();
    assert!(matches!(disk.open(&longer).await, Err(BlobError::Damaged)));
}

#[tokio::test]
async fn a_blob_in_quarantine_is_taken_back_when_it_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let disk = disk(dir.path());
    let id = name("envelopes/1/sealed-1");
    disk.put(&id, Bytes::from_static(b"abc")).await.unwrap();
    disk.quarantine(&id).await.unwrap();
    disk.quarantine(&id).await.unwrap();
    assert!(disk.list().await.unwrap().is_empty());
    assert!(!disk.path(&id).exists());
    assert_eq!(disk.get(&id).await.unwrap(), "abc");
    assert_eq!(disk.list().await.unwrap(), vec![id.clone()]);

    disk.quarantine(&id).await.unwrap();
    disk.take_back(&id).await.unwrap();
    assert!(disk.path(&id).exists());
    disk.quarantine(&id).await.unwrap();
    disk.purge(&id).await.unwrap();
    disk.purge(&id).await.unwrap();
    assert!(matches!(disk.get(&id).await, Err(BlobError::NotFound)));
}

#[test]
fn drafts_being_written_are_kept() {
    let dir = tempfile::tempdir().unwrap();
    let disk = disk(dir.path());
    let draft = |name: &str| dir.path().join(DRAFTS).join(name);
    fs::write(draft("crashed"), b"half").unwrap();
    let live = File::create(draft("live")).unwrap();
    live.try_lock().unwrap();
    assert_eq!(disk.remove_drafts(GRACE).unwrap(), 0);
    assert_eq!(disk.remove_drafts(Duration::ZERO).unwrap(), 1);
    assert!(draft("live").exists());
    drop(live);
    assert_eq!(disk.remove_drafts(Duration::ZERO).unwrap(), 1);
}
