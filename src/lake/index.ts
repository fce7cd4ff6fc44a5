export * from './field-source';
export * from './fields';
export * from './hive';
export * from './list';
export * from './names';
export * from './paths';
export * from './table';
export * from './time';
