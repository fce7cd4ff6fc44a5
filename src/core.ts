/** The pure rooms as one bundle, for Node and for Python: what an analysis is without a page around it. */
export * from './lake';
export * from './questions';
export * from './sql';
export * from './series/grid';
export * from './series/pack';
export * from './series/reader';
export * from './series/silence';
export * from './detectors';
export { rankFindings } from './findings/rank';
export * from './analysis/plan';
export { SpecError } from './analysis/types';
export { WorkerJob } from './analysis/worker-job';
