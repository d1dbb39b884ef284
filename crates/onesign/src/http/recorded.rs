//! What is shown after a commit. Whatever fails from then on, no answer says that nothing was saved.

use crate::problem::Problem;
use axum::http::StatusCode;
use std::time::Duration;
use tokio::time::sleep;

/// The pauses before the tries that follow the first.
const PAUSES: [Duration; 2] = [Duration::from_millis(100), Duration::from_millis(500)];

/// Has `show` read what is to be shown of something that was just recorded. The storage may fail at that moment: then
/// it is tried again, and at last the answer is that the outcome is not known, and to look.
///
/// # Errors
/// `outcome_unknown`, and what else `show` fails with.
pub(super) async fn shown<T, F: Future<Output = Result<T, Problem>>>(
    mut show: impl FnMut() -> F,
) -> Result<T, Problem> {
    for pause in PAUSES {
        match show().await {
            Err(problem) if is_passing(&problem) => sleep(pause).await,
            other => return other,
        }
    }
    show().await.map_err(|problem| {
        if is_passing(&problem) {
            Problem::outcome_unknown()
        } else {
            problem
        }
    })
}

/// Whether it says that nothing was changed, which is not so, and that it passes.
fn is_passing(problem: &Problem) -> bool {
    problem.status == StatusCode::SERVICE_UNAVAILABLE.as_u16()
}

#[cfg(test)]
mod tests {
    use super::*;
    use onesign_core::Code;

    /// What comes of a reading that fails so many times.
    async fn after(failures: usize) -> Result<usize, Code> {
        let mut tries = 0;
        let shown = shown(|| {
            tries += 1;
            std::future::ready(if tries > failures {
                Ok(tries)
            } else {
                Err(Problem::storage_unavailable(&"the connection was lost"))
            })
        });
        shown.await.map_err(|problem| problem.code)
    }

    #[tokio::test]
    async fn what_is_recorded_is_never_called_unsaved() {
        assert_eq!(after(0).await, Ok(1));
        assert_eq!(after(2).await, Ok(3));
        assert_eq!(after(3).await, Err(Code::OutcomeUnknown));
    }

    #[tokio::test]
    async fn other_problems_are_not_tried_again() {
        let mut tries = 0;
        let shown = shown(|| {
            tries += 1;
            std::future::ready(Err::<(), _>(Problem::not_found()))
        });
        assert_eq!(shown.await.unwrap_err().code, Code::NotFound);
        assert_eq!(tries, 1);
    }
}
