import { useWords, type Words } from "../../lib/words.ts";
import { RadioGroup } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { TextInput } from "../../ui/inputs.tsx";
import type { Offer } from "./mandate-state.tsx";

const words = {
  legend: { fr: "Recevoir le code de signature", en: "Receive the signature code" },
  email: { fr: "Par courriel", en: "By e-mail" },
  sms: { fr: "Par SMS", en: "By text message" },
  address: { fr: "Adresse électronique", en: "E-mail address" },
  phone: { fr: "Numéro de mobile", en: "Mobile number" },
  known: {
    fr: (phone: string) => `Laissez vide pour votre numéro vérifié : ${phone}.`,
    en: (phone: string) => `Leave it empty for your checked number: ${phone}.`,
  },
} satisfies Words;

export type CodeWay = { channel: "email" | "sms"; email: string; phone: string };
export const firstWay = (offer: Pick<Offer, "channels" | "email" | "phone">): CodeWay => ({
  channel: offer.channels.includes("email") && offer.email ? "email" : (offer.channels[0] ?? "email"),
  email: offer.email ?? "",
  phone: "",
});

type Props = {
  offer: Pick<Offer, "channels" | "email" | "phone">;
  way: CodeWay;
  onWay: (way: CodeWay) => void;
};

/** Where the one-time code goes: by mail or by text (MAN-4). */
export function CodeFields({ offer, way, onWay }: Props) {
  const t = useWords(words);
  return (
    <>
      {offer.channels.length > 1 && (
        <RadioGroup
          name="channel"
          legend={t.legend}
          value={way.channel}
          onChange={(channel) => onWay({ ...way, channel: channel as CodeWay["channel"] })}
          options={offer.channels.map((channel) => ({ value: channel, label: t[channel] }))}
        />
      )}
      {way.channel === "email" ? (
        <Field name="email" label={t.address}>
          <TextInput
            type="email"
            autoComplete="email"
            value={way.email}
            onChange={(event) => onWay({ ...way, email: event.target.value })}
          />
        </Field>
      ) : (
        <Field
          name="phone"
          label={t.phone}
          optional={offer.phone !== null}
          hint={offer.phone ? t.known(offer.phone) : undefined}
        >
          <TextInput
            type="tel"
            autoComplete="tel"
            inputMode="tel"
            chars={20}
            value={way.phone}
            onChange={(event) => onWay({ ...way, phone: event.target.value })}
          />
        </Field>
      )}
    </>
  );
}
