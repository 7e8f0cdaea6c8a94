/** How tightly binary operators bind where languages agree; a grammar adds its own. */
export const COMPARISON = { '==': 4, '!=': 4, '<': 4, '>': 4, '<=': 4, '>=': 4 } as const;
export const ARITHMETIC = { '+': 6, '-': 6, '*': 7, '/': 7, '%': 7 } as const;
