// The shape of descriptions.json, so that the compiler does not infer it from the data.
declare const descriptions: {
  readonly texts: readonly string[];
  readonly types: readonly (readonly number[])[];
};
export = descriptions;
