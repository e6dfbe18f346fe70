import { describe, expect, it } from '@jest/globals';
import { readGads } from '@chasqui/reference-data';

const HEADER = 'code,level,name,parent_code,province_code,province,canton_code,canton,seat,code_status,note';
const AZUAY = '01,provincia,Azuay,,01,Azuay,,,,confirmado,';

const file = (...rows: string[]) => [HEADER, AZUAY, ...rows, ''].join('\n');

describe('The file of the political-administrative division', () => {
  it('is read with its codes as text', () => {
    const [azuay, cuenca] = readGads(file('0101,canton,Cuenca,01,01,Azuay,0101,Cuenca,Cuenca,confirmado,'));

    expect(azuay).toMatchObject({ dpaCode: '01', name: 'GAD Provincial de Azuay', parentCode: null });
    expect(cuenca).toMatchObject({ dpaCode: '0101', level: 'municipal', codeConfirmed: true });
  });

  it('is read also when a spreadsheet put its mark at the beginning', () => {
    expect(readGads(`\uFEFF${file()}`)).toHaveLength(1);
  });

  it('names the row of a code that lost its leading zero', () => {
    const csv = file('101,canton,Cuenca,01,01,Azuay,0101,Cuenca,Cuenca,confirmado,');

    expect(() => readGads(csv)).toThrow(/row 3[^]*«101»[^]*0101/);
  });

  it('names the row without a name', () => {
    const csv = file('0101,canton,,01,01,Azuay,0101,Cuenca,Cuenca,confirmado,');

    expect(() => readGads(csv)).toThrow(/row 3[^]*name/);
  });

  it('names the row with a level that does not exist', () => {
    const csv = file('0101,comuna,Cuenca,01,01,Azuay,0101,Cuenca,Cuenca,confirmado,');

    expect(() => readGads(csv)).toThrow(/row 3[^]*level/);
  });
});
