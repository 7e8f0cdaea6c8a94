/** What records of administration tell of keys and of what is sealed: the names of the acts. */
export const ERASE = 'sealed.erase';
export const NEW_DATA_KEY = 'data-key.create';
export const NEW_WRAPPING_KEY = 'sealing.create';
export const ROTATE = 'sealing.rotate';
export const REWRAP = 'data-key.rewrap';
export const UNSEAL = 'sealed.unseal';
