"""The sample council of `sample/cau-giay`: its files are drawn, its registers loaded, its report of 2021 issued."""
