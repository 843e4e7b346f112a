/** How a bank's SFTP drop is reached, for one creditor. Kept sealed: `secret` marks what is never shown again. */
import { z } from "zod";

/** A folder or a file's name as SFTP writes it, without steps up. */
const path = z
  .string()
  .trim()
  .max(200)
  .regex(/^[^\p{Cc}\\]*$/u, "must be plain text")
  .refine((text) => !text.split("/").includes(".."), "must not step up");

export const sftpSettings = z
  .object({
    host: z
      .string()
      .trim()
      .max(253)
      .regex(/^[A-Za-z0-9.:-]+$/),
    port: z.int().min(1).max(65_535).default(22),
    user: z.string().trim().min(1).max(120),
    /** Fingerprint of the host's key, as `ssh-keygen -l` shows it; two while the bank changes it. */
    hostKeys: z
      .array(
        z
          .string()
          .trim()
          .regex(/^SHA256:[A-Za-z0-9+/]{43}$/),
      )
      .min(1)
      .max(4),
    password: z.string().min(1).max(400).optional().meta({ secret: true, title: "Password" }),
    /** OpenSSH or PEM. */
    privateKey: z.string().trim().min(1).max(20_000).optional().meta({ secret: true, title: "Private key" }),
    passphrase: z.string().max(400).optional().meta({ secret: true, title: "Passphrase of the key" }),
    /** Where files are put; where the account starts when empty. */
    folder: path.default(""),
    /** Where the bank leaves files; as above. */
    inbox: path.default(""),
  })
  .refine((given) => given.password !== undefined || given.privateKey !== undefined, {
    path: ["password"],
    error: "a password or a private key is needed",
  });

export type SftpSettings = z.output<typeof sftpSettings>;
