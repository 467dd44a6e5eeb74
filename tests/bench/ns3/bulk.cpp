// The set-up of ./dev bench simulator in ns-3: one sender, one receiver, 20 Mbit/s, 25 ms and 1 %
// loss each way.
//
//   ns3_bulk udp|tcp SIMULATED_SECONDS     prints: link packets, wall seconds of the simulation
//   alone
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include <ns3/applications-module.h>
#include <ns3/core-module.h>
#include <ns3/internet-module.h>
#include <ns3/network-module.h>
#include <ns3/point-to-point-module.h>

namespace {

using namespace ns3;

std::uint64_t link_packets = 0;

void count_packet(Ptr<const Packet> /*packet*/) {
  ++link_packets;
}

NetDeviceContainer connect(NodeContainer& nodes) {
  PointToPointHelper link;
  link.SetDeviceAttribute("DataRate", StringValue("20Mbps"));
  link.SetChannelAttribute("Delay", StringValue("25ms"));
  link.SetQueue("ns3::DropTailQueue", "MaxSize", StringValue("125000B"));
  NetDeviceContainer devices = link.Install(nodes);
  for (std::uint32_t side = 0; side < 2; ++side) {
    Ptr<RateErrorModel> loss = CreateObject<RateErrorModel>();
    loss->SetAttribute("ErrorUnit", EnumValue(RateErrorModel::ERROR_UNIT_PACKET));
    loss->SetAttribute("ErrorRate", DoubleValue(0.01));
    devices.Get(side)->SetAttribute("ReceiveErrorModel", PointerValue(loss));
    devices.Get(side)->TraceConnectWithoutContext("MacTx", MakeCallback(&count_packet));
  }
  return devices;
}

void choose_transport() {
  Config::SetDefault("ns3::TcpSocket::SegmentSize", UintegerValue(1440));
  Config::SetDefault("ns3::TcpSocket::SndBufSize", UintegerValue(8U << 20U));
  Config::SetDefault("ns3::TcpSocket::RcvBufSize", UintegerValue(8U << 20U));
  Config::SetDefault("ns3::TcpL4Protocol::SocketType", TypeIdValue(TcpNewReno::GetTypeId()));
}

void start_tcp(NodeContainer& nodes, Ipv4Address server, Time end) {
  BulkSendHelper sender("ns3::TcpSocketFactory", InetSocketAddress(server, 9));
  sender.SetAttribute("MaxBytes", UintegerValue(0));
  sender.Install(nodes.Get(0)).Stop(end);
  PacketSinkHelper sink("ns3::TcpSocketFactory", InetSocketAddress(Ipv4Address::GetAny(), 9));
  sink.Install(nodes.Get(1)).Stop(end);
}

void start_udp(NodeContainer& nodes, Ipv4Address server, Time end) {
  constexpr double packet_bits = (1200 + 28) * 8;
  UdpClientHelper sender(server, 9);
  sender.SetAttribute("MaxPackets", UintegerValue(0xFFFFFFFFU));
  sender.SetAttribute("PacketSize", UintegerValue(1200));
  sender.SetAttribute("Interval", TimeValue(Seconds(packet_bits / 20e6)));
  sender.Install(nodes.Get(0)).Stop(end);
  UdpServerHelper sink(9);
  sink.Install(nodes.Get(1)).Stop(end);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const Time end = Seconds(std::atof(argv[2]));
  choose_transport();
  NodeContainer nodes;
  nodes.Create(2);
  NetDeviceContainer devices = connect(nodes);
  InternetStackHelper{}.Install(nodes);
  Ipv4AddressHelper addresses;
  addresses.SetBase("10.0.0.0", "255.255.255.0");
  const Ipv4Address server = addresses.Assign(devices).GetAddress(1);
  if (std::string(argv[1]) == "tcp") {
    start_tcp(nodes, server, end);
  } else {
    start_udp(nodes, server, end);
  }
  Simulator::Stop(end);
  const auto begin = std::chrono::steady_clock::now();
  Simulator::Run();
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
  Simulator::Destroy();
  std::cout << link_packets << " " << wall.count() << "\n";
}
