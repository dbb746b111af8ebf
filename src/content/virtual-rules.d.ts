declare module 'virtual:drydock-rules' {
  const rules: readonly import('./rules.ts').RulePage[];
  export default rules;
}
