/** Key values that a log may hold and a careless writer of SQL would stumble over. */
export const HOSTILE: Record<string, string | null> = {
  null: null,
  empty: '',
  injection: "x' OR '1'='1",
  comment: "a'; DROP TABLE x; -- /* */",
  markup: '<img src=x onerror=alert(1)>',
  control: 'a\u0000b\u0001\n\r\t\u001b[31m',
  bidi: '\u202Egnp.exe\u200B\u2066',
  emoji: '👩‍💻 naïve "quoted" \\back\\slash ${x} %s _',
  long: "l'".repeat(2500)
};
