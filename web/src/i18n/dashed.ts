type Dashed<S extends string> = S extends `${infer A}_${infer B}` ? `${A}-${Dashed<B>}` : S;

/** A code as the names of messages write it: `free_date` becomes `free-date`, also for the compiler. */
export const dashed = <S extends string>(code: S) => code.replaceAll("_", "-") as Dashed<S>;
