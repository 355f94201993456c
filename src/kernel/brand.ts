declare const brand: unique symbol;

/** A type that a plain value cannot pretend to be: only the room that owns it casts. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
