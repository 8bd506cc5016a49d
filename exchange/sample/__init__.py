"""The sample councils of `sample/`: their files are drawn, their CSV tables loaded, the report of Cầu Giấy of 2021 issued."""
