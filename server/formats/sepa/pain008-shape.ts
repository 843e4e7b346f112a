/**
 * What a pain.008 of SEPA holds, in the order of the ISO schema: elements that SEPA does not use are not in it. `?` may be
 * absent, `+` repeats, `*` both; then the kind of its text, `@` for a part that comes twice.
 */
const SHAPE = `
Document
  CstmrDrctDbtInitn
    GrpHdr
      MsgId id
      CreDtTm instant
      NbOfTxs count
      CtrlSum sum
      InitgPty
        Nm name
    PmtInf+
      PmtInfId id
      PmtMtd =DD
      BtchBookg? =true,false
      NbOfTxs count
      CtrlSum sum
      PmtTpInf
        SvcLvl
          Cd =SEPA
        LclInstrm
          Cd =CORE,B2B
        SeqTp =OOFF,FRST,RCUR,FNAL
      ReqdColltnDt day
      Cdtr
        Nm name
        PstlAdr? @address
      CdtrAcct
        Id
          IBAN iban
      CdtrAgt @agent
      ChrgBr =SLEV
      CdtrSchmeId @scheme
      DrctDbtTxInf+
        PmtId
          InstrId? id
          EndToEndId id
        InstdAmt amount
        DrctDbtTx
          MndtRltdInf
            MndtId umr
            DtOfSgntr day
            AmdmntInd? =true
            AmdmntInfDtls?
              OrgnlMndtId? umr
              OrgnlCdtrSchmeId?
                Nm? name
                Id? @schemeId
              OrgnlDbtrAcct?
                Id
                  IBAN? iban
                  Othr?
                    Id =SMNDA
        DbtrAgt @agent
        Dbtr
          Nm name
          PstlAdr? @address
        DbtrAcct
          Id
            IBAN iban
        UltmtDbtr?
          Nm name
        RmtInf
          Ustrd? text
          Strd?
            CdtrRefInf
              Tp
                CdOrPrtry
                  Cd =SCOR
                Issr =ISO
              Ref rf
`;

const PARTS: Readonly<Record<string, string>> = {
  address: `
StrtNm? text70
BldgNb? text16
PstCd? text16
TwnNm text35
Ctry country
AdrLine* text70
`,
  agent: `
FinInstnId
  BIC? bic
  BICFI? bic
  Othr?
    Id =NOTPROVIDED
`,
  scheme: `
Id @schemeId
`,
  schemeId: `
PrvtId
  Othr
    Id ics
    SchmeNm
      Prtry =SEPA
`,
};

/** An element: what may be in it, in order, or the kind of its text. */
export type Shape = {
  name: string;
  optional: boolean;
  repeats: boolean;
  kind: string | null;
  inside: Shape[];
};

function read(text: string): Shape[] {
  const open: { depth: number; inside: Shape[] }[] = [{ depth: -1, inside: [] }];
  for (const line of text.trim().split("\n")) {
    const depth = (line.length - line.trimStart().length) / 2;
    const [name, kind = null] = line.trim().split(" ") as [string, string?];
    while (open.at(-1)!.depth >= depth) open.pop();
    const part = kind?.startsWith("@") ? read(PARTS[kind.slice(1)]!) : [];
    const mark = /[?+*]$/.exec(name)?.[0] ?? "";
    const shape: Shape = {
      name: name.replace(/[?+*]$/, ""),
      optional: mark === "?" || mark === "*",
      repeats: mark === "+" || mark === "*",
      kind: kind?.startsWith("@") ? null : kind,
      inside: part,
    };
    open.at(-1)!.inside.push(shape);
    open.push({ depth, inside: shape.inside });
  }
  return open[0]!.inside;
}

export const PAIN008: Shape = read(SHAPE)[0]!;
