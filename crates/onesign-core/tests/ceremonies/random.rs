//! Ten thousand random ceremonies.

use crate::attempt::{Try, any_try};
use crate::law::{assert_chain, assert_transition};
use crate::world::World;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, max_shrink_iters: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn replay_of_facts_equals_state_and_no_forbidden_transition(
        steps in prop::collection::vec(any_try(), 1..60),
        head_start in prop::bool::weighted(0.8),
        sample in 0u8..50,
    ) {
        let mut world = World::new();
        if head_start {
            world.attempt(&Try::Revise { steps: vec![1, 2], complete: true }).unwrap();
            world.attempt(&Try::Send).unwrap();
        }
        for step in &steps {
            let before = world.envelope().clone();
            let _ = world.attempt(step);
            assert_transition(&before, world.envelope());
        }
        prop_assert_eq!(world.replayed(), world.state.clone());
        let count = |kind: &str| world.facts.iter().filter(|(f, _, _)| f.kind() == kind).count();
        prop_assert!(count("envelope.completed") <= 1);
        prop_assert!(count("envelope.sealed") <= 1);
        // The chain is checked on a sample: hashing every run would make up most of the test's time.
        if sample == 0 {
            assert_chain(&world);
        }
    }
}
