//! Pictures of pages that are being drawn. Whoever asks for one meanwhile waits for the same: a document that many
//! people open at one time is drawn once.

use bytes::Bytes;
use onesign_store::BlobName;
use onesign_worker::{PressCode, PressError};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// A picture, or why there is none.
type Drawn = Result<Bytes, PressError>;

/// Which pictures are being drawn. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct Drawing(Arc<Mutex<HashMap<BlobName, watch::Receiver<Option<Drawn>>>>>);

impl Drawing {
    /// Has a picture drawn by `draw`, or waits for who is drawing it. The work goes on when everybody who waits for it
    /// has gone away, and bounds its own time.
    ///
    /// # Errors
    /// Those of `draw`.
    pub(crate) async fn once(
        &self,
        name: &BlobName,
        draw: impl Future<Output = Drawn> + Send + 'static,
    ) -> Drawn {
        let mut drawn = self.begun(name, draw);
        let drawn = drawn.wait_for(Option::is_some).await;
        let stopped = || PressError::new(PressCode::PressUnavailable, "the drawing stopped");
        drawn.map_err(|_| stopped())?.clone().ok_or_else(stopped)?
    }

    fn begun(
        &self,
        name: &BlobName,
        draw: impl Future<Output = Drawn> + Send + 'static,
    ) -> watch::Receiver<Option<Drawn>> {
        let mut all = self.all();
        if let Some(drawn) = all.get(name) {
            return drawn.clone();
        }
        let (tell, drawn) = watch::channel(None);
        all.insert(name.clone(), drawn.clone());
        let entry = Entry {
            of: self.clone(),
            name: name.clone(),
        };
        tokio::spawn(async move {
            let drawn = draw.await;
            drop(entry);
            tell.send_replace(Some(drawn));
        });
        drawn
    }

    fn all(&self) -> MutexGuard<'_, HashMap<BlobName, watch::Receiver<Option<Drawn>>>> {
        // Nothing is left half done under this lock, so a poisoned one is as good.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A picture that is being drawn; it no longer is when this is dropped, however the work ends.
struct Entry {
    of: Drawing,
    name: BlobName,
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.of.all().remove(&self.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn name() -> BlobName {
        "pages/a/r/0-1200".parse().unwrap()
    }

    #[tokio::test]
    async fn many_who_ask_at_once_get_one_drawing_and_the_next_one_another() {
        let (drawing, drawn) = (Drawing::default(), Arc::new(AtomicUsize::new(0)));
        let draw = || {
            let drawn = Arc::clone(&drawn);
            async move {
                drawn.fetch_add(1, Ordering::Relaxed);
                tokio::task::yield_now().await;
                Ok(Bytes::from_static(b"picture"))
            }
        };
        let name = name();
        let asking = || drawing.once(&name, draw());
        let all = tokio::join!(asking(), asking(), asking());
        assert!(all.0.is_ok() && all.1.is_ok() && all.2.is_ok());
        assert_eq!(drawn.load(Ordering::Relaxed), 1);
        assert!(asking().await.is_ok());
        assert_eq!(drawn.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn the_drawing_goes_on_without_who_asked_first() {
        let drawing = Drawing::default();
        let name = name();
        let (go, gone) = tokio::sync::oneshot::channel::<()>();
        let slow = async move {
            let _ = gone.await;
            Ok(Bytes::from_static(b"picture"))
        };
        // Begun, and given up at once.
        drop(drawing.begun(&name, slow));
        let other = drawing.once(&name, async { panic!("drawn twice") });
        go.send(()).unwrap();
        assert!(other.await.is_ok());
    }

    #[tokio::test]
    async fn a_drawing_that_panics_is_an_error_and_can_be_tried_again() {
        let (drawing, name) = (Drawing::default(), name());
        let failed = drawing.once(&name, async { panic!("a defect") }).await;
        assert_eq!(failed.unwrap_err().code, PressCode::PressUnavailable);
        let again = drawing.once(&name, async { Ok(Bytes::new()) });
        assert!(again.await.is_ok());
    }
}
