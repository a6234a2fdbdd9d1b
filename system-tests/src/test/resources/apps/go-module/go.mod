module example.org/birds

go 1.22
