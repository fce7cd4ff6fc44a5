/** The pure rooms as one bundle, for Node and for Python: what an analysis is without a page around it. */
export * from './lake';
export * from './questions';
export * from './sql';
export * from './analysis/plan';
export { SpecError } from './analysis/types';
