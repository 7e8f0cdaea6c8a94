import { createHash } from 'node:crypto';

/**
 * The first 32 hexadecimal digits of the SHA-256 of keys that their own vendors print for everybody: in the manual, in an emulator that
 * answers to nothing else, in the tests of an open library. They have the form of real ones and open nothing that is anybody's.
 * Only what stands in the vendor's own sources belongs here.
 */
const PUBLISHED: ReadonlySet<string> = new Set([
  // Azurite and the Azure Storage emulator: the account devstoreaccount1.
  '0011cc25eb4320717494d2703e8cba85',
  // The Azure Cosmos DB emulator.
  'aa6547439583c3a275d4542a0df6c1ad',
  // Stripe's API reference.
  '2cafc0970149a84f3b9e62eaf169f36f',
  'f2d6ca16515033e5dce14eba840b979d',
  // Firebase's libraries for Android and JavaScript: the tests of installations, storage and messaging.
  '27a9a42931dff7eb2f8434e20a9bce97',
  '49f777db995e8260da7ca9ffdf0c08d6',
  '8731261cb72d86267a32a532ebd3df42',
  '37f8f09bdf12c2f2eae4ead7273a62dd',
  'eb540d2b6ee2a0a47c5779bc8a014178',
  '2037abcaffb2b77785da716cf7ccff4f',
  '3f370c9dd8225c63b5c77de1f785edc9',
  '4c98242dcadc8b29005c6b4aad526552',
]);

/** Some are told together with the name that they are given in a connection string. */
const NAME = /^[A-Za-z]{1,24}=/;

/** Whether a value is, letter for letter, one that its vendor publishes as an example. */
export const isPublished = (value: string): boolean =>
  PUBLISHED.has(createHash('sha256').update(value.replace(NAME, '')).digest('hex').slice(0, 32));
