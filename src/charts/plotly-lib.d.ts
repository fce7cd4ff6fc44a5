// plotly.js ships no types for its parts; the core has the same interface as the whole.
declare module 'plotly.js/lib/core' {
  export * from 'plotly.js';
}

declare module 'plotly.js/lib/bar' {
  const bar: unknown;
  export default bar;
}
