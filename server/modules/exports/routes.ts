import { doors } from "../../platform/doors.ts";
import { acknowledgeExport, cancelExport } from "./close-export.ts";
import { contract } from "./contract.ts";
import { listExports, readExport, readExportFile } from "./read-export.ts";
import { updateExportSettings } from "./save-settings.ts";
import { pullExport, readExportSettings, readWaitingLines, takeExport } from "./take-export.ts";

export const routes = doors(contract, {
  listExports: (ctx, { query }) => listExports(ctx, query),
  readWaitingLines: (ctx, { params }) => readWaitingLines(ctx, params.creditor),
  takeExport: (ctx, { params, body }) => takeExport(ctx, params.creditor, body),
  readExport: (ctx, { params }) => readExport(ctx, params.export),
  readExportFile: { out: (outer, { params }) => readExportFile(outer, params.export) },
  acknowledgeExport: (ctx, { params }) => acknowledgeExport(ctx, params.export),
  cancelExport: (ctx, { params }) => cancelExport(ctx, params.export),
  readExportSettings: (ctx, { params }) => readExportSettings(ctx, params.creditor),
  updateExportSettings: (ctx, { params, body }) => updateExportSettings(ctx, params.creditor, body),
  pullExport: (ctx, { body }) => pullExport(ctx, body),
  readPulledExport: (ctx, { params }) => readExport(ctx, params.export),
  readPulledFile: { out: (outer, { params }) => readExportFile(outer, params.export) },
  acknowledgePulledExport: (ctx, { params }) => acknowledgeExport(ctx, params.export),
});
