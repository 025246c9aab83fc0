/** A value that is made when somebody first asks for it. */
export function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** A function that answers each question once. */
export function remembered<K, T>(answer: (key: K) => T): (key: K) => T {
  const known = new Map<K, T>();
  return (key) => {
    const old = known.get(key);
    if (old !== undefined) return old;
    const made = answer(key);
    known.set(key, made);
    return made;
  };
}
