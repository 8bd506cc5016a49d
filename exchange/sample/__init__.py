"""The sample council of `sample/cau-giay`: its files are drawn, its CSV tables loaded, its report of 2021 issued."""
