import fc from 'fast-check';

/** A red build is red again: PASSERELLE_FUZZ_SEED tries other cases. */
fc.configureGlobal({ seed: Number(process.env.PASSERELLE_FUZZ_SEED ?? 20_261_122) });
