import { describe, expect, it } from "vitest";
import { readCaseLink } from "../src/domain/digitallink";

const CASE = "https://id.gs1.org/01/09520123456788";

describe("a GS1 Digital Link", () => {
  it.each([
    [`${CASE}/10/ABC1/21/12345?17=180426`, { gtin: "09520123456788", lot: "ABC1", operation: null }],
    [`${CASE}/22/2A/10/ABC%2D1`, { gtin: "09520123456788", lot: "ABC-1", operation: null }],
    [
      "HTTPS://FARM.EXAMPLE/G/COLD-CREEK/01/09520123456788/10/P1",
      { gtin: "09520123456788", lot: "P1", operation: "COLD-CREEK" },
    ],
    ["https://farm.example/some/stem/01/09520123456788", { gtin: "09520123456788", lot: null, operation: null }],
    [`${CASE}/10/A+B?linkType=gs1:pip&x=&3103=000195#here`, { gtin: "09520123456788", lot: "A+B", operation: null }],
  ])("is read: %s", (address, link) => {
    expect(readCaseLink(address)).toEqual(link);
  });

  it.each([
    ["a qualifier in the query", `${CASE}?10=ABC1`],
    ["a qualifier twice", `${CASE}/10/A/10/B`],
    ["a figure twice", `${CASE}/10/A?17=180426&17=180427`],
    ["a trailing slash", `${CASE}/10/A/`],
    ["an empty value", `${CASE}/10//21/5`],
    ["an empty figure", `${CASE}/10/A?17=`],
    ["an unknown key in the path", `${CASE}/10/A/99/B`],
    ["qualifiers out of order", `${CASE}/21/5/10/A`],
    ["an unknown key of digits", `${CASE}/10/A?5555=1`],
    ["a character zero", `${CASE}/10/A%00`],
    ["fewer than fourteen digits", "https://id.gs1.org/01/9520123456788/10/A"],
    ["a wrong check digit", "https://id.gs1.org/01/09520123456789/10/A"],
    ["no address", "01/09520123456788/10/A"],
    ["a percent sign that stands for nothing", "https://id.gs1.org/10/%"],
  ])("is refused for %s", (_why, address) => {
    expect(readCaseLink(address)).toBeNull();
  });
});
