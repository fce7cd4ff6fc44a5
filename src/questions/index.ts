export * from './catalogue';
export * from './networks';
export * from './operators';
export * from './prerequisites';
