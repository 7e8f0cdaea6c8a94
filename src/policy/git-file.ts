import { z } from 'zod';
import { ANCHORS, GIT_RULES, TOO_LARGE } from '../domain/git-settings.ts';
import { STANCES } from '../domain/rule.ts';
import { globFault } from './glob.ts';

const UNITS: Readonly<Record<string, number>> = { KB: 1024, MB: 1024 ** 2 };

const size = z
  .string()
  .regex(/^[1-9]\d{0,5}(?:KB|MB)$/, 'a size is a number and KB or MB: 10MB')
  .transform((text) => Number(text.slice(0, -2)) * (UNITS[text.slice(-2)] ?? 1))
  .refine((bytes) => bytes <= 256 * 1024 ** 2, 'no more than 256MB are read of one file');

const globs = z
  .array(
    z
      .string()
      .min(1)
      .check((context) => {
        const message = globFault(context.value);
        if (message !== undefined) context.issues.push({ code: 'custom', message, input: context.value });
      }),
  )
  .min(1)
  .max(200);

/** What a layer says of commits and pushes. */
export const gitSchema = z.strictObject({
  rules: z.partialRecord(z.enum(GIT_RULES), z.enum(STANCES)).exactOptional(),
  tooLarge: z.enum(TOO_LARGE).exactOptional(),
  maxFileSize: size.exactOptional(),
  messages: z
    .strictObject({
      subject: globs.exactOptional(),
      maxSubject: z.int().min(10).max(1000).exactOptional(),
      signedOff: z.boolean().exactOptional(),
    })
    .exactOptional(),
  exceptions: z
    .array(z.strictObject({ paths: globs, rules: globs, reason: z.string().trim().min(3).max(200) }))
    .max(200)
    .exactOptional(),
  anchor: z.enum(ANCHORS).exactOptional(),
});
