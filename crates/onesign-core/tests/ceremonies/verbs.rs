//! Verbs of the people in a world, so that a ceremony reads as a story. Each verb makes one attempt.

use crate::attempt::Try;
use crate::world::World;
use onesign_core::{Decision, Refusal};

type Outcome = Result<Decision, Refusal>;

/// A recipient who acts.
pub struct Acting<'w> {
    world: &'w mut World,
    who: u128,
}

impl World {
    /// The first recipient.
    pub fn mira(&mut self) -> Acting<'_> {
        self.recipient(0)
    }

    /// The recipient with this number.
    pub fn recipient(&mut self, who: u128) -> Acting<'_> {
        Acting { world: self, who }
    }

    /// The owner drafts for as many recipients as there are steps, and sends.
    pub fn is_sent_to(&mut self, steps: &[i64]) {
        let draft = Try::Revise {
            steps: steps.to_vec(),
            complete: true,
        };
        self.attempt(&draft).unwrap();
        self.attempt(&Try::Send).unwrap();
    }

    /// Time passes.
    pub fn waits(&mut self, ms: i64) {
        let _ = self.attempt(&Try::Wait(ms));
    }

    /// The owner voids the envelope.
    pub fn is_voided(&mut self) -> Outcome {
        self.attempt(&Try::Void)
    }

    /// The server records its seal.
    pub fn is_sealed(&mut self) -> Outcome {
        self.attempt(&Try::Seal)
    }
}

impl Acting<'_> {
    fn does(self, step: &Try) -> Outcome {
        self.world.attempt(step)
    }

    /// Gets a link to sign by.
    pub fn gets_a_link(self) -> Outcome {
        let who = self.who;
        self.does(&Try::Issue(who, false))
    }

    /// Asks for another link.
    pub fn asks_for_a_link(self) -> Outcome {
        let who = self.who;
        self.does(&Try::Request(who))
    }

    /// Opens the newest link.
    pub fn opens(self) -> Outcome {
        let (who, forged) = (self.who, false);
        self.does(&Try::Exchange { who, forged })
    }

    /// Somebody tries the newest link with a secret that is not its own.
    pub fn meets_an_impostor(self) -> Outcome {
        let (who, forged) = (self.who, true);
        self.does(&Try::Exchange { who, forged })
    }

    /// Has the newest link shown to the sender.
    pub fn has_the_link_shown(self) -> Outcome {
        let who = self.who;
        self.does(&Try::Reveal(who))
    }

    /// Has the sender copy the link, which is made anew or not.
    pub fn has_the_link_copied(self, fresh: bool) -> Outcome {
        let who = self.who;
        self.does(&Try::Copy { who, fresh })
    }

    /// Agrees to sign electronically.
    pub fn agrees(self) -> Outcome {
        let who = self.who;
        self.does(&Try::Consent(who))
    }

    /// Looks at a page.
    pub fn looks_at(self, page: i64) -> Outcome {
        let who = self.who;
        self.does(&Try::View(who, page))
    }

    /// Types an entry.
    pub fn types(self) -> Outcome {
        let who = self.who;
        self.does(&Try::Save(who))
    }

    /// Signs the document that was shown.
    pub fn signs(self) -> Outcome {
        let who = self.who;
        self.does(&Try::Sign {
            who,
            changed: false,
            empty: false,
        })
    }

    /// Signs, but leaves the field of the signature empty.
    pub fn signs_with_nothing(self) -> Outcome {
        let who = self.who;
        self.does(&Try::Sign {
            who,
            changed: false,
            empty: true,
        })
    }

    /// Signs a document that is not the one that was shown.
    pub fn signs_something_else(self) -> Outcome {
        let who = self.who;
        self.does(&Try::Sign {
            who,
            changed: true,
            empty: false,
        })
    }

    /// Declines.
    pub fn declines(self) -> Outcome {
        let who = self.who;
        self.does(&Try::Decline(who))
    }
}
