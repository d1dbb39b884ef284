//! Repeated warnings and errors: a client that makes the server repeat itself must not fill the log. The log shows the
//! first lines of each place in the program, then one line with the count of the rest.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tracing::callsite::Identifier;
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Filter};

/// How long repetitions are counted before their line is written.
const WINDOW: Duration = Duration::from_secs(60);
/// The most lines of one place in the program within a window. It exceeds the number of any part that counts by itself.
const MOST: u64 = 40;

/// The messages within the current window.
#[derive(Clone, Default)]
pub(crate) struct Repeats {
    said: Arc<Mutex<HashMap<Identifier, Said>>>,
}

struct Said {
    by: &'static Metadata<'static>,
    times: u64,
}

impl Repeats {
    /// Whether to write a line of this place in the program.
    fn note(&self, by: &'static Metadata<'static>) -> bool {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let said = said.entry(by.callsite()).or_insert(Said { by, times: 0 });
        said.times += 1;
        said.times <= MOST
    }

    /// Closes the window: returns the places with suppressed lines, and their counts.
    fn close(&self) -> Vec<(&'static Metadata<'static>, u64)> {
        let said = std::mem::take(&mut *self.said.lock().unwrap_or_else(PoisonError::into_inner));
        said.into_values()
            .filter(|said| said.times > MOST)
            .map(|said| (said.by, said.times - MOST))
            .collect()
    }

    /// Writes the counts.
    pub(crate) fn tell(&self) {
        for (by, again) in self.close() {
            let (part, line) = (by.target(), by.line().unwrap_or_default());
            tracing::warn!(
                part,
                line,
                again,
                "this message was repeated within a minute"
            );
        }
    }

    /// Writes the counts at the end of each window.
    pub(crate) async fn run(self) {
        loop {
            tokio::time::sleep(WINDOW).await;
            self.tell();
        }
    }
}

impl<S: Subscriber> Filter<S> for Repeats {
    fn enabled(&self, _: &Metadata<'_>, _: &Context<'_, S>) -> bool {
        true
    }

    fn event_enabled(&self, event: &Event<'_>, _: &Context<'_, S>) -> bool {
        let by = event.metadata();
        // An operator who enables more than warnings wants all lines.
        *by.level() > Level::WARN || self.note(by)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use tracing_subscriber::layer::SubscriberExt;
    use tracing_subscriber::{Layer, registry};

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn repeated_lines_are_counted() {
        let (lines, repeats) = (Lines::default(), Repeats::default());
        let to = lines.clone();
        let layer = tracing_subscriber::fmt::layer()
            .with_ansi(false)
            .with_writer(move || to.clone());
        let subscriber = registry().with(layer.with_filter(repeats.clone()));
        tracing::subscriber::with_default(subscriber, || {
            for n in 0..1_000 {
                tracing::warn!(n, "a stranger knocks");
                tracing::info!("a friend knocks");
            }
            tracing::error!("another place");
            repeats.tell();
            tracing::warn!("at rest");
        });
        let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
        let count = |words: &str| text.matches(words).count() as u64;
        assert_eq!(count("a stranger knocks"), MOST);
        assert_eq!(count("a friend knocks"), 1_000);
        assert_eq!((count("another place"), count("at rest")), (1, 1));
        assert_eq!(count("this message was repeated within a minute"), 1);
        assert_eq!(count("again=960"), 1);
    }
}
