type Dashed<S extends string> = S extends `${infer A}_${infer B}` ? `${A}-${Dashed<B>}` : S;

/** Converts a code to the form of message names: `free_date` becomes `free-date`, also in the type system. */
export const dashed = <S extends string>(code: S) => code.replaceAll("_", "-") as Dashed<S>;
