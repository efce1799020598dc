import Checkpoints

extension ErrorReporter {
  static func explain(_ fault: PyTorchFault, in file: String) -> Explanation {
    switch fault {
    case .foreign(let format):
      Explanation(
        message: "\(file) is no PyTorch archive: \(describe(format))", hint: hint(for: format),
        exitCode: 2)
    case .archive(let fault):
      Explanation(
        message: "\(file) is no archive as PyTorch writes it: \(describe(fault))",
        hint: "Download it again, or take the safetensors version of the model.", exitCode: 2)
    case .pickle(let fault, let offset):
      Explanation(
        message:
          "\(file) does not hold plain tensors: \(describe(fault)) (byte \(offset) of data.pkl)",
        hint: "Nothing of it was run. Take the safetensors version of the model.", exitCode: 2)
    case .contents(let fault):
      Explanation(message: "\(file): \(describe(fault))", exitCode: 2)
    }
  }

  private static func describe(_ format: ForeignFormat) -> String {
    switch format {
    case .empty: "it is empty"
    case .pickle: "it is a pickle without an archive, as PyTorch wrote before version 1.6"
    case .tar: "it is a tar archive, as the first versions of PyTorch wrote"
    case .safetensors: "it is a file of safetensors"
    case .gguf: "it is a GGUF file"
    case .gitPointer: "it is what Git LFS leaves in place of a file"
    case .unknown: "it begins with other bytes"
    }
  }

  private static func hint(for format: ForeignFormat) -> String? {
    switch format {
    case .empty, .gitPointer, .unknown: "Download it again."
    case .pickle, .tar: "Load and save it with a newer PyTorch."
    case .safetensors: "Name it model.safetensors."
    case .gguf: "Give its path to --model, rather than its folder's."
    }
  }

  private static func describe(_ fault: ArchiveFault) -> String {
    switch fault {
    case .noEndRecord: "it does not end as an archive does"
    case .severalParts: "it continues in another file"
    case .directoryMisplaced(let offset, let bytes):
      "its directory, \(bytes) bytes from byte \(offset), does not end where the archive does"
    case .directoryTooLong(let bytes, let limit):
      "its directory has \(bytes) bytes, more than \(limit)"
    case .brokenEntry(let offset): "the entry at byte \(offset) of the directory is broken"
    case .entryCount(let declared, let found): "it declares \(declared) entries and has \(found)"
    case .tooManyEntries(let limit): "it has more than \(limit) entries"
    case .precedingBytes(let count): "\(count) bytes come before its first entry"
    case .unsafeName(let name): "'\(name)' is not the name of an entry"
    case .repeatedName(let name): "\(name) is there twice"
    case .severalFolders(let first, let second):
      "its entries are in two folders, '\(first)' and '\(second)'"
    case .unknownMember(let name): "no archive of tensors has '\(name)'"
    case .program(let name): "\(name) belongs to a TorchScript program"
    case .missingMember(let name): "\(name) is missing"
    case .flags(let name, let flags):
      "\(name) is encrypted or patched (flags \(hexadecimal(flags)))"
    case .compressed(let name, let method): "\(name) is compressed (method \(method))"
    case .headersDiffer(let name, let field):
      "the headers of \(name) disagree on its \(describe(field))"
    case .beyondEnd(let name): "\(name) goes beyond the end of the entries"
    case .overlap(let first, let second): "\(first) and \(second) share bytes"
    case .checksum(let name, let expected, let found):
      "\(name) has the checksum \(hexadecimal(found)) instead of \(hexadecimal(expected))"
    case .byteOrder(let order): "its numbers are stored in the order '\(order)', not little"
    }
  }

  private static func describe(_ field: ArchiveField) -> String {
    switch field {
    case .signature: "signature"
    case .name: "name"
    case .method: "method"
    case .flags: "flags"
    case .size: "size"
    case .checksum: "checksum"
    }
  }

  static func hexadecimal(_ number: some BinaryInteger) -> String {
    "0x" + String(number, radix: 16)
  }
}
