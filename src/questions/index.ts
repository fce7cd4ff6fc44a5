export * from './catalogue';
export * from './networks';
export * from './prerequisites';
