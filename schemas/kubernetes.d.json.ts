// The shape of kubernetes.json, so that the compiler does not infer it from the data.
declare const table: {
  readonly minors: readonly number[];
  readonly kinds: Readonly<Record<string, string>>;
  readonly types: readonly string[];
  readonly fields: readonly string[];
  readonly enums: readonly string[];
};
export = table;
